/** `2026/10` is October 2026, wherever it lies. */
export function monthOfFolders(folders: readonly string[]): string | null {
  const text = folders.slice(-2).join('-');
  return /^20\d{2}-(?:0[1-9]|1[0-2])$/.test(text) ? text : null;
}
