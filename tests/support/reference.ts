// Where the reference folder lies that some tests read in place. It is not part of the project: without it those tests are
// skipped, with one visible note.

import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');

function findReference(): string | null {
  const chosen = process.env['KONTOR_REFERENCE'];
  if (chosen !== undefined) return existsSync(chosen) ? path.resolve(chosen) : null;
  const beside = path.resolve(root, '../shared/reference');
  return existsSync(beside) ? beside : null;
}

const folder = findReference();
let isNoted = false;

/** The absolute path of a file or folder of the reference, or null where it is not there (noted once per run). */
export function referencePath(...names: readonly string[]): string | null {
  const place = folder === null ? null : path.join(folder, ...names);
  if (place !== null && existsSync(place)) return place;
  if (!isNoted) {
    isNoted = true;
    process.stderr.write(
      `NOTE: skipping tests that read ${['reference', ...names].join('/')}: set KONTOR_REFERENCE to run them.\n`,
    );
  }
  return null;
}
