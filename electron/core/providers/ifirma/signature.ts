// The signature of every question: dossier accounting §1.1.
import { createHmac } from 'node:crypto';

export interface Signed {
  /** With scheme and host; what follows a question mark is left out. */
  readonly url: string;
  readonly login: string;
  /** `faktura`, `abonent`, … */
  readonly keyName: string;
  /** Exactly what is sent; empty for GET. */
  readonly body: string;
}

/** The key as iFirma shows it is hexadecimal: its bytes sign, not its letters. */
export function signature(keyHex: string, message: string): string {
  return createHmac('sha1', Buffer.from(keyHex, 'hex')).update(message, 'utf8').digest('hex');
}

export function authentication(keyHex: string, { url, login, keyName, body }: Signed): string {
  const bare = url.split('?')[0] ?? url;
  return `IAPIS user=${login}, hmac-sha1=${signature(keyHex, bare + login + keyName + body)}`;
}
