// Where README says that data lives, it lives.
import { readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { configTarget, shownTarget } from '../../electron/core/db/target';

it('names the files of both stores', () => {
  const readme = readFileSync(join(import.meta.dirname, '../../README.md'), 'utf8');
  expect(readme).toContain(`\`archive/${basename(databaseFile('archive'))}\``);
  expect(readme).toContain(`\`${basename(shownTarget(configTarget({}, '/data')))}\``);
});
