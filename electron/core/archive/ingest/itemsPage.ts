// Documents of a page that came one by one: small, in memory or as files in the spool.
import { readFileSync, statSync } from 'node:fs';
import type { ItemsPage, PageItem } from '../../providers/sdk/pages';
import { refused } from '../failures';
import { PACKAGE_LIMITS } from '../zip/limits';
import type { LoadedOriginal, PageDocument, PageDocuments } from './pageDocuments';
import { sha256Hex } from '../sha256';

export function itemDocuments(page: ItemsPage): PageDocuments {
  return {
    total: page.items.length,
    documents: page.items.map(itemDocument),
    close: () => undefined,
  };
}

function itemDocument(item: PageItem): PageDocument {
  const { naturalKey, fileName, mediaType, remote, facts, parts } = item;
  const isDeleted = item.isDeleted ?? false;
  return {
    naturalKey,
    fileName,
    mediaType,
    isDeleted,
    remote,
    facts,
    parts,
    warnings: [],
    promisedSha256: null,
    entryName: fileName,
    packed: () => null,
    load: () => load(item),
  };
}

function load(item: PageItem): LoadedOriginal {
  const bytes = 'base64' in item.content ? Buffer.from(item.content.base64, 'base64') : readItem(item.content.path);
  return { bytes, sha256: sha256Hex(bytes), packed: null };
}

function readItem(path: string): Buffer {
  const max = PACKAGE_LIMITS.maxEntryBytes;
  if (statSync(path).size > max) throw refused('archive.too_big', { limit: 'entry', max });
  return readFileSync(path);
}
