// One record of a dated list once more, as the archive keeps it. A record that was changed at the service since comes as it is now.
import type { DatedList } from './datedPages';
import type { Listed } from './shiftingPages';

export async function originalOf<T extends Listed>(
  lists: readonly DatedList<T>[],
  naturalKey: string,
): Promise<Uint8Array | null> {
  const list = lists.find(({ keyPrefix }) => naturalKey.startsWith(keyPrefix));
  const row = await list?.one(naturalKey.slice(list.keyPrefix.length));
  const content = row ? list?.item(row)?.content : undefined;
  return content !== undefined && 'base64' in content ? Buffer.from(content.base64, 'base64') : null;
}
