// How `kontor --headless` ends, for whoever supervises it.
export const EXIT = {
  unexpected: 1,
  commandLine: 2,
  /** The sign-ins cannot be opened: no keychain, no passphrase, no key. */
  noKey: 3,
  /** The config store cannot be opened. */
  store: 4,
  /** What the environment says about the API makes no sense. */
  api: 5,
  runsAlready: 6,
} as const;

export function exitCodeOf(key: string): number {
  switch (key.slice(0, key.indexOf('.'))) {
    case 'vault':
      return EXIT.noKey;
    case 'config':
      return EXIT.store;
    case 'api':
      return EXIT.api;
    default:
      return EXIT.unexpected;
  }
}
