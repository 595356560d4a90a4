import { describe, expect, it } from 'vitest';
import type { RemoteEntry } from '../../../shared/contract/destinations';
import { mayBeBundle, sortedEntries } from './entries';

const entry = (name: string, bytes = 0, modifiedAt?: string): RemoteEntry => ({
  name,
  isFolder: !name.includes('.'),
  bytes,
  hasReceipt: false,
  ...(modifiedAt === undefined ? {} : { modifiedAt }),
});
const names = (entries: readonly RemoteEntry[]): string[] => entries.map(({ name }) => name);

describe('what lies in a folder', () => {
  const listed = [
    entry('r10.zip', 5, '2026-11-02T08:00:00.000Z'),
    entry('2026'),
    entry('r2.zip', 9, '2026-10-02T08:00:00.000Z'),
    entry('żabka.pdf', 1),
    entry('2025'),
  ];
  it('is sorted as people count, folders first', () => {
    expect(names(sortedEntries(listed, 'name_asc', 'pl'))).toEqual(['2025', '2026', 'r2.zip', 'r10.zip', 'żabka.pdf']);
    expect(names(sortedEntries(listed, 'name_desc', 'pl'))).toEqual(['2026', '2025', 'żabka.pdf', 'r10.zip', 'r2.zip']);
  });
  it('is sorted by size and by day as well', () => {
    expect(names(sortedEntries(listed, 'size_desc', 'pl'))).toEqual(['2025', '2026', 'r2.zip', 'r10.zip', 'żabka.pdf']);
    expect(names(sortedEntries(listed, 'changed_desc', 'pl')).slice(2)).toEqual(['r10.zip', 'r2.zip', 'żabka.pdf']);
  });
  it('is tried on when it may be a bundle', () => {
    expect(mayBeBundle(entry('2026-10-r1.ZIP'))).toBe(true);
    expect(mayBeBundle(entry('raport.pdf'))).toBe(false);
    expect(mayBeBundle({ ...entry('archiwum.zip'), isFolder: true })).toBe(false);
  });
});
