// A key as an administrator gives it: without a keychain the app then asks for no passphrase. Worth nothing elsewhere.

import { randomBytes } from 'node:crypto';

export function testKey(): string {
  return randomBytes(32).toString('base64').replaceAll('+', '-').replaceAll('/', '_');
}
