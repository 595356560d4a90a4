// A key wrapped by a passphrase: scrypt gives a Fernet key, which seals the wrapped one. The parameters lie beside the result.
import { randomBytes, scrypt } from 'node:crypto';
import { z } from 'zod';
import { type FernetKey, fernetKey, openFernet, parseFernetKey, sealFernet } from './fernet';

export const PassphraseWrap = z.strictObject({
  kdf: z.literal('scrypt'),
  /** Bounded: a damaged file must not make the app take all memory. */
  n: z
    .int()
    .min(1024)
    .max(1 << 20),
  r: z.int().min(1).max(32),
  p: z.int().min(1).max(16),
  salt: z.base64(),
  sealed: z.string(),
});
export type PassphraseWrap = z.infer<typeof PassphraseWrap>;

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** OWASP's password storage sheet: N=2^17, r=8, p=1; 128 MiB for about half a second, once per start. */
export const usualCost: ScryptCost = { n: 1 << 17, r: 8, p: 1 };

export async function wrapByPassphrase(
  master: FernetKey,
  passphrase: string,
  options: { readonly nowMs: number; readonly cost: ScryptCost },
): Promise<PassphraseWrap> {
  const salt = randomBytes(16);
  const key = await derive(passphrase, salt, options.cost);
  const sealed = sealFernet(key, Buffer.from(master.text, 'ascii'), { nowMs: options.nowMs });
  return { kdf: 'scrypt', ...options.cost, salt: salt.toString('base64'), sealed };
}

/** Null when it is another passphrase. */
export async function openByPassphrase(wrap: PassphraseWrap, passphrase: string): Promise<FernetKey | null> {
  const key = await derive(passphrase, Buffer.from(wrap.salt, 'base64'), wrap);
  try {
    return parseFernetKey(Buffer.from(openFernet([key], wrap.sealed).plain).toString('ascii'));
  } catch {
    return null;
  }
}

function derive(passphrase: string, salt: Uint8Array, cost: ScryptCost): Promise<FernetKey> {
  // NFKC: the same words typed on another keyboard or system must give the same bytes.
  const text = Buffer.from(passphrase.normalize('NFKC'), 'utf8');
  const maxmem = 128 * cost.r * (cost.n + cost.p + 2) + (1 << 20);
  return new Promise((resolve, reject) => {
    scrypt(text, salt, 32, { N: cost.n, r: cost.r, p: cost.p, maxmem }, (problem, bytes) => {
      if (problem) reject(problem);
      else resolve(fernetKey(bytes));
    });
  });
}
