// Copies what was chosen, opens ZIPs with the archive's own reader, and finds out what each file is.
import { mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { isFailure } from '../../../../shared/errors';
import { PACKAGE_LIMITS } from '../../archive/zip/limits';
import { ZipReader } from '../../archive/zip/zipReader';
import { ByteCensus } from '../../formats/csv/byteCensus';
import { pdfFormat } from '../../formats/pdf/format';
import { headText } from '../../formats/xml/encodings';
import { sha256Hex } from '../../archive/sha256';
import type { CompanyFacts, Refusal, Staged, StagedFile, Stager, TableLook } from '../types';
import { guessSeparator, lookAtTable } from './lookAtTable';
import { fileProblem, takeCopy, type Copied } from './takeCopy';

/** An import is looked at by a person: more than this is a backup, not a month. */
const LIMITS = { ...PACKAGE_LIMITS, maxEntries: 20_000, maxTotalBytes: 4 * 1024 * 1024 * 1024 };
/** Of these a ZIP may be full; nobody wants to read about each. */
const NOISE = /(^|\/)(__MACOSX\/|\.DS_Store$|Thumbs\.db$|desktop\.ini$|\._)/;

interface Found extends Copied {
  readonly path: string;
  readonly name: string;
}

type Kind = 'table' | 'document' | 'zip' | 'nothing' | 'other';

/** By its first bytes; the end of its name decides nothing. */
export function kindOf(head: Uint8Array): Kind {
  const text = headText(head)
    .replace(/^(?:\xef\xbb\xbf|\uFEFF)/, '')
    .trimStart();
  if (text === '') return 'nothing';
  if (pdfFormat.detect(head)) return 'document';
  if (text.startsWith('PK\x03\x04') || text.startsWith('PK\x05\x06')) return 'zip';
  if (/^<(?:\?xml|!--|!DOCTYPE\s|[A-Za-z_])/i.test(text))
    return /^<(?:!DOCTYPE\s+)?html/i.test(text) ? 'other' : 'document';
  // Controls stand in pictures and old Excel, never in a table as text.
  const isUtf16 = (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff);
  if (!isUtf16 && [...head.subarray(0, 2048)].some((byte) => byte < 9 || (byte > 13 && byte < 32))) return 'other';
  return /^[%{[]|^MSG|^From:/.test(text) ? 'other' : 'table';
}

class Staging {
  readonly files: StagedFile[] = [];
  readonly tables = new Map<string, TableLook>();
  readonly refusals: Refusal[] = [];
  readonly #folder: string;
  readonly #company: CompanyFacts;
  #count = 0;

  constructor(folder: string, company: CompanyFacts) {
    this.#folder = folder;
    this.#company = company;
  }

  nextPath(): string {
    this.#count += 1;
    return join(this.#folder, `file-${String(this.#count).padStart(6, '0')}`);
  }

  /** What cannot be read costs nothing but itself. */
  async guarded(file: string, task: () => Promise<void>): Promise<void> {
    try {
      await task();
    } catch (error) {
      if (!isFailure(error) || error.spec.kind === 'cancelled') throw error;
      this.refusals.push({ file, reason: { key: error.spec.key, params: error.spec.params ?? {} } });
    }
  }

  async take(found: Found, signal: AbortSignal, isInside = false): Promise<void> {
    const { path, name, sha256 } = found;
    const kind = kindOf(found.head);
    if (kind === 'nothing') throw fileProblem('empty');
    if (kind === 'other') throw fileProblem('not_supported');
    if (kind === 'zip' && isInside) throw fileProblem('nested_zip');
    if (kind === 'zip') return this.unpack(found, signal);
    if (kind === 'document') {
      if (found.bytes > PACKAGE_LIMITS.maxEntryBytes) throw fileProblem('too_big');
      this.files.push({ path, name, sha256, kind });
      return undefined;
    }
    const encoding = found.census.encoding();
    const separator = guessSeparator(found.head, encoding);
    const look = await lookAtTable(found, encoding, separator, this.#company);
    const known = this.tables.get(look.signature);
    this.tables.set(look.signature, known === undefined ? look : { ...known, files: [...known.files, name] });
    this.files.push({ path, name, sha256, kind, encoding, separator, signature: look.signature });
    return undefined;
  }

  private async unpack(zip: Found, signal: AbortSignal): Promise<void> {
    const reader = new ZipReader(zip.path, LIMITS);
    try {
      for (const entry of reader.entries) {
        if (NOISE.test(entry.name)) continue;
        signal.throwIfAborted();
        const name = `${zip.name} › ${entry.name}`;
        await this.guarded(name, async () => {
          const bytes = reader.read(entry);
          const path = this.nextPath();
          await writeFile(path, bytes, { flag: 'wx', mode: 0o600 });
          const census = new ByteCensus();
          census.add(bytes);
          const head = Buffer.from(bytes.subarray(0, 4096));
          await this.take({ path, name, sha256: sha256Hex(bytes), bytes: bytes.length, head, census }, signal, true);
        });
      }
    } finally {
      reader.close();
      await rm(zip.path, { force: true });
    }
  }
}

export const stageFiles: Stager['stage'] = async ({ paths, folder, company }, onProgress, signal) => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const staging = new Staging(folder, company);
  const sizes = await Promise.all(
    paths.map((path) =>
      stat(path).then(
        ({ size }) => size,
        () => 0,
      ),
    ),
  );
  const total = sizes.reduce((sum, size) => sum + size, 0);
  let done = 0;
  for (const from of paths) {
    signal.throwIfAborted();
    const name = basename(from);
    await staging.guarded(name, async () => {
      const path = staging.nextPath();
      const copied = await takeCopy(
        from,
        path,
        (bytes) => {
          done += bytes;
          onProgress(done, total);
        },
        signal,
      );
      await staging.take({ ...copied, path, name }, signal);
    });
  }
  return { files: staging.files, tables: [...staging.tables.values()], refusals: staging.refusals } satisfies Staged;
};
