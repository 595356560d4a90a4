// Which of the three that an upload needs was missing, by the problem's key: every provider has the same words for them.

export type Need = 'folder' | 'right' | 'size';

const WORDS: Readonly<Record<string, Need>> = {
  folder_unseen: 'folder',
  gone: 'folder',
  in_the_way: 'folder',
  name_refused: 'folder',
  no_app_folder: 'folder',
  bucket_missing: 'folder',
  bucket_name: 'folder',
  no_permission: 'right',
  quota_full: 'size',
  too_big: 'size',
  too_long: 'size',
  too_big_for_server: 'size',
};

/** Null: it was something else. */
export function whatWasMissing(key: string): Need | null {
  return WORDS[/^provider\.\w+\.(\w+)$/.exec(key)?.[1] ?? ''] ?? null;
}
