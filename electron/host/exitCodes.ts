// How Kontor without a window ends, for whoever supervises it.
export const EXIT = {
  unexpected: 1,
  commandLine: 2,
  /** The sign-ins or the backup cannot be opened: no keychain, no passphrase, no key. */
  noKey: 3,
  /** The config store cannot be opened. */
  store: 4,
  /** What the environment says about the API makes no sense. */
  api: 5,
  runsAlready: 6,
  /** The backup cannot be written, or not be used. */
  backup: 7,
} as const;

export function exitCodeOf(key: string): number {
  if (key.startsWith('backup.passphrase')) return EXIT.noKey;
  switch (key.slice(0, key.indexOf('.'))) {
    case 'vault':
      return EXIT.noKey;
    case 'config':
      return EXIT.store;
    case 'backup':
    case 'archive':
      return EXIT.backup;
    case 'api':
      return EXIT.api;
    default:
      return EXIT.unexpected;
  }
}
