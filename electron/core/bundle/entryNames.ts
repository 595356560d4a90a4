// Names of the originals inside the ZIP: safe on every system, unique, and the same for the same document in every revision.
import type { Direction } from '../../../shared/domain/invoice';

export interface NamedOriginal {
  readonly direction: Direction;
  readonly remoteNumber: string | null;
  readonly fileName: string;
  readonly sha256: string;
  /** Place of the invoice whose original this one shares. */
  readonly heldBy?: number;
}

const FOLDERS: Readonly<Record<Direction, string>> = { sale: 'sales', purchase: 'purchases', other: 'other' };
const MAX_STEM = 100;
/** Windows gives these names to devices, whatever follows a dot. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;

/** One name per original, in the given order. */
export function originalNames(originals: readonly NamedOriginal[]): readonly string[] {
  const wished = originals.map((original) => wishedName(original));
  const count = new Map<string, number>();
  for (const [place, { folder, stem, extension }] of wished.entries()) {
    if (originals[place]?.heldBy !== undefined) continue;
    const key = folded(`${folder}/${stem}.${extension}`);
    count.set(key, (count.get(key) ?? 0) + 1);
  }
  const taken = new Set<string>();
  const names: string[] = [];
  for (const [place, { folder, stem, extension }] of wished.entries()) {
    const shared = originals[place]?.heldBy;
    if (shared !== undefined) {
      names.push(names[shared] ?? '');
      continue;
    }
    const isShared = (count.get(folded(`${folder}/${stem}.${extension}`)) ?? 0) > 1;
    const base = isShared ? `${folder}/${stem}-${originals[place]?.sha256.slice(0, 12) ?? ''}` : `${folder}/${stem}`;
    names.push(freeName(base, extension, taken));
  }
  return names;
}

function freeName(base: string, extension: string, taken: Set<string>): string {
  let name = `originals/${base}.${extension}`;
  for (let no = 2; taken.has(folded(name)); no += 1) name = `originals/${base}-${no}.${extension}`;
  taken.add(folded(name));
  return name;
}

/** Two names that only differ in case are one file on most desktops. */
function folded(name: string): string {
  return name.toLowerCase();
}

function wishedName(original: NamedOriginal): { folder: string; stem: string; extension: string } {
  const parts = /^(.+)\.([a-z0-9]{1,8})$/is.exec(original.fileName);
  const extension = parts?.[2]?.toLowerCase() ?? 'xml';
  const source = original.remoteNumber ?? parts?.[1] ?? original.fileName;
  return { folder: FOLDERS[original.direction], stem: safeStem(source) || original.sha256.slice(0, 12), extension };
}

/** Letters and digits of every script stay; everything else becomes a hyphen. Composed form, because macOS decomposes. */
export function safeStem(text: string): string {
  const plain = text
    .normalize('NFC')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/\.{2,}/g, '.')
    .replace(/^[-.]+|[-.]+$/g, '');
  const short = Array.from(plain)
    .slice(0, MAX_STEM)
    .join('')
    .replace(/[-.]+$/, '');
  return RESERVED.test(short) ? `_${short}` : short;
}
