// A bundle as somebody else would open it years later: every file of it compared with the list that lies in it. Needs no archive.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { breathe } from '../breathe';
import { isRefusedDelivery } from '../failures';
import { FdWindow } from '../zip/fdWindow';
import { OWN_LIMITS } from '../zip/limits';
import { ZipReader } from '../zip/zipReader';

const LIST = 'manifest.json';

const Manifest = z.object({
  kind: z.literal('kontor.month'),
  company: z.object({ name: z.string(), taxId: z.string().nullish() }),
  month: z.string(),
  revision: z.int(),
  files: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })),
});

export type BundleProof =
  | {
      readonly state: 'whole';
      readonly company: string;
      readonly month: string;
      readonly revision: number;
      readonly files: number;
      readonly bytes: number;
      /** Hex, of the whole file. */
      readonly sha256: string;
    }
  /** No package that could be opened, or its list cannot be read. */
  | { readonly state: 'broken'; readonly reason: string }
  /** A package, but not one of these. */
  | { readonly state: 'no_bundle' }
  /** Names of files that are missing, are others than listed, or that the list does not know. */
  | { readonly state: 'differs'; readonly names: readonly string[] };

export async function proveBundle(path: string): Promise<BundleProof> {
  try {
    const zip = new ZipReader(path, OWN_LIMITS);
    try {
      return await compared(zip, path);
    } finally {
      zip.close();
    }
  } catch (error) {
    if (isRefusedDelivery(error)) return { state: 'broken', reason: keyOf(error) };
    throw error;
  }
}

const keyOf = (error: unknown): string => (error as { readonly spec: { readonly key: string } }).spec.key;

async function compared(zip: ZipReader, path: string): Promise<BundleProof> {
  const list = zip.entries.find(({ name }) => name === LIST);
  if (!list) return { state: 'no_bundle' };
  const manifest = readManifest(zip.read(list).toString('utf8'));
  if (manifest === null) return { state: 'no_bundle' };
  const { company, month, revision, files } = manifest;
  const expected = new Map(files.map((file) => [file.name, file]));
  const wrong: string[] = [];
  let bytes = 0;
  for (const entry of zip.entries) {
    if (entry.name === LIST) continue;
    const listed = expected.get(entry.name);
    expected.delete(entry.name);
    const sha256 = listed ? hashOf(zip, entry) : null;
    if (!listed || listed.bytes !== entry.bytes || listed.sha256 !== sha256) wrong.push(entry.name);
    bytes += entry.bytes;
    await breathe();
  }
  const names = [...wrong, ...expected.keys()];
  if (names.length > 0) return { state: 'differs', names };
  const whole = { company: company.name, month, revision, files: files.length, bytes };
  return { state: 'whole', ...whole, sha256: await hashOfFile(path) };
}

function readManifest(text: string): z.infer<typeof Manifest> | null {
  try {
    return Manifest.safeParse(JSON.parse(text)).data ?? null;
  } catch {
    return null;
  }
}

/** Null: what lies under this name is not what the package itself says. */
function hashOf(zip: ZipReader, entry: ZipReader['entries'][number]): string | null {
  try {
    return createHash('sha256').update(zip.read(entry)).digest('hex');
  } catch (error) {
    if (isRefusedDelivery(error)) return null;
    throw error;
  }
}

const PIECE = 1 << 20;

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  const file = new FdWindow(path);
  try {
    for (let at = 0; at < file.size; at += PIECE) {
      hash.update(file.read(at, Math.min(PIECE, file.size - at)));
      await breathe();
    }
    return hash.digest('hex');
  } finally {
    file.close();
  }
}
