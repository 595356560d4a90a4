// A package as its documents: decrypted, opened, its index read by the provider's unpacker, every entry held against the index.
import { join, dirname } from 'node:path';
import type { PackagePage, UnpackEntry, UnpackIndex, Unpacker } from '../../providers/sdk/pages';
import { removeQuietly } from '../disk';
import { badDelivery } from '../failures';
import type { DocumentList, LoadedOriginal, PageDocument, PageDocuments } from '../ingest/pageDocuments';
import type { Reached } from '../writePoints';
import { joinParts } from './joinParts';
import { openPlain, type PackageFile } from './packageFile';
import { checkedSha256 } from '../parse/readPacked';

const NOTHING: PageDocuments = { total: 0, documents: [], close: () => undefined };

export async function openPackage(
  page: PackagePage,
  unpacker: Unpacker,
  signal: AbortSignal,
  reached: Reached,
): Promise<PageDocuments> {
  const [first] = page.parts;
  // A package in which nothing matched has no parts at all (KSeF).
  if (first === undefined) return NOTHING;
  const plain = join(dirname(first.path), 'scratch-package');
  const scratch = [plain];
  try {
    await joinParts(page, plain, signal);
    reached('package.decrypted');
    const file = await openPlain(page.packaging, plain, scratch, signal);
    const close = (): void => {
      file.close();
      scratch.forEach(removeQuietly);
    };
    try {
      const documents = listed(file, unpacker);
      return { total: documents.length, documents, close };
    } catch (error) {
      close();
      throw error;
    }
  } catch (error) {
    scratch.forEach(removeQuietly);
    throw error;
  }
}

/** Index and entries must be the same set: what is missing was lost on the way, what is extra nobody answers for. */
function listed(file: PackageFile, unpacker: Unpacker): DocumentList {
  const index = unpacker.readIndex(indexBytes(file, unpacker));
  const names = file.names.filter((name) => name !== unpacker.indexEntry);
  const missing = [...index.entries.keys()].filter((name) => !file.has(name));
  const extra = names.filter((name) => !index.entries.has(name));
  if (missing.length > 0 || extra.length > 0) {
    const params = { missing: missing.length, extra: extra.length, name: missing[0] ?? extra[0] ?? '' };
    throw badDelivery('archive.package_incomplete', params);
  }
  const slice: DocumentList['slice'] = (from, to) =>
    names.slice(from, to).map((name) => entryDocument(file, name, announced(index, name)));
  return { length: names.length, slice };
}

function indexBytes(file: PackageFile, unpacker: Unpacker): Uint8Array {
  if (!file.has(unpacker.indexEntry))
    throw badDelivery('archive.package_incomplete', { missing: 1, extra: 0, name: unpacker.indexEntry });
  return Buffer.from(file.read(unpacker.indexEntry).bytes);
}

function announced(index: UnpackIndex, name: string): UnpackEntry {
  const entry = index.entries.get(name);
  if (entry === undefined) throw badDelivery('archive.package_incomplete', { missing: 0, extra: 1, name });
  return entry;
}

function entryDocument(file: PackageFile, name: string, entry: UnpackEntry): PageDocument {
  const { naturalKey, mediaType, remote, facts, warnings = [] } = entry;
  const promisedSha256 = entry.sha256 === undefined ? null : Buffer.from(entry.sha256, 'base64').toString('hex');
  const load = (): LoadedOriginal => {
    const { bytes, packed } = file.read(name);
    return { bytes, sha256: checkedSha256(name, bytes, promisedSha256), packed };
  };
  const fileName = name.slice(name.lastIndexOf('/') + 1);
  const about = { naturalKey, fileName, mediaType, isDeleted: false, remote, facts, warnings, promisedSha256 };
  return { ...about, entryName: name, packed: () => file.packed(name), load };
}
