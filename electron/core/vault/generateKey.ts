// Keys as people see them: `kontor --generate-key` prints one, CONFIG_ENCRYPTION_KEY lists them.
import { randomBytes } from 'node:crypto';
import { Failure } from '../../../shared/errors';
import { type FernetKey, fernetKey, parseFernetKey } from './fernet';

/** A new key as Python's `Fernet.generate_key()` writes it: 44 characters, padded. */
export function generateKey(random: (bytes: number) => Uint8Array = randomBytes): string {
  return fernetKey(random(32)).text;
}

/**
 * Newest first, comma separated. A malformed one stops everything: going on with the others would seal with the wrong key.
 * The failure names the position and never the content.
 */
export function parseKeyList(text: string): readonly FernetKey[] {
  const parts = text.split(',').map((part) => part.trim());
  // A comma at the end is a habit, not a key.
  if (parts.length > 1 && parts.at(-1) === '') parts.pop();
  return parts.map((part, index) => {
    const key = parseFernetKey(part);
    if (key) return key;
    throw new Failure({
      kind: 'user_input',
      key: 'vault.key_malformed',
      params: { position: index + 1, count: parts.length, characters: part.length },
    });
  });
}
