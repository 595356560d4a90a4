// What becomes of an encrypted KSeF token: the checks of the real service, in its words.
import type { KeyRing } from '../keys/keyRing';
import type { IssuedToken } from './knownTokens';
import type { Status } from './sessions';

export type TokenCheck = { readonly token: IssuedToken | null; readonly failure: Status | null };

const wrongToken = (detail: string): Status => ({
  code: 450,
  description: 'Uwierzytelnianie zakończone niepowodzeniem z powodu błędnego tokenu',
  details: [detail],
});
const failed = (detail: string): TokenCheck => ({ token: null, failure: wrongToken(detail) });

export interface TokenLogin {
  readonly encryptedToken: string;
  readonly publicKeyId?: string | null | undefined;
  readonly context: { readonly type: string; readonly value: string };
  /** The challenge's timestamp, or null when the challenge is used or too old. */
  readonly timestampMs: number | null;
}

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

export async function checkToken(
  login: TokenLogin,
  ring: KeyRing,
  issued: readonly IssuedToken[],
): Promise<TokenCheck> {
  if (login.timestampMs === null) return failed('Nieprawidłowe wyzwanie autoryzacyjne');
  if (!BASE64.test(login.encryptedToken)) return failed('Nieprawidłowe kodowanie tokena');
  const cipher = Buffer.from(login.encryptedToken, 'base64');
  const opened = await ring.decrypt('KsefTokenEncryption', cipher, login.publicKeyId);
  if ('problem' in opened) return failed('Nieprawidłowe szyfrowanie tokena');
  const plain = opened.plain.toString('utf8');
  const cut = plain.lastIndexOf('|');
  const time = plain.slice(cut + 1);
  if (cut < 0 || !/^\d{13}$/.test(time) || Number(time) !== login.timestampMs) {
    return failed(
      issued.some(({ token }) => token === plain) || cut >= 0 ? 'Nieprawidłowy czas tokena' : 'Nieprawidłowy token',
    );
  }
  const token = issued.find((known) => known.token === plain.slice(0, cut));
  return token ? judge(token, login.context) : failed('Nieprawidłowy token');
}

function judge(token: IssuedToken, context: TokenLogin['context']): TokenCheck {
  if (token.state === 'Revoked') return failed('Token unieważniony');
  if (token.state === 'Pending') return failed('Token nieaktywny');
  if (context.type !== 'Nip' || context.value !== token.contextNip)
    return failed(`Token nie może być użyty w kontekście ${context.type} ${context.value}`);
  if (token.isBlocked === true) {
    const contact = 'Skontaktuj się z Ministerstwem Finansów przez formularz zgłoszeniowy.';
    const details = [`Podejrzenie incydentu bezpieczeństwa. ${contact}`];
    return { token: null, failure: { code: 480, description: 'Uwierzytelnienie zablokowane', details } };
  }
  if (token.permissions.length === 0) {
    const description = 'Uwierzytelnianie zakończone niepowodzeniem';
    return { token: null, failure: { code: 415, description, details: ['Brak przypisanych uprawnień'] } };
  }
  return { token, failure: null };
}
