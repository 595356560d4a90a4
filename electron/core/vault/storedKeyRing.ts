// What is kept of the key ring: only sealed things. A master key is wrapped by the keychain and by a passphrase, both are kept;
// the data keys are sealed by the master key, so that a rotation touches neither wrap.
import { z } from 'zod';
import { type FernetKey, openFernet, sealFernet } from './fernet';
import { parseKeyList } from './generateKey';
import { PassphraseWrap } from './passphraseWrap';

const keychainWrap = z.strictObject({
  /** As the SecretBox named itself when it sealed. */
  backend: z.string(),
  sealed: z.base64(),
});
export type KeychainWrap = z.infer<typeof keychainWrap>;

export const Generation = z.strictObject({
  /** Data keys, newest first, comma separated: a Fernet token under the master key. */
  ring: z.string(),
  /** Newest first. A keychain that was changed or reset adds one; older ones stay, because the old keychain may come back. */
  keychains: z.array(keychainWrap),
  passphrase: PassphraseWrap.nullable(),
});
export type Generation = z.infer<typeof Generation>;

export const StoredKeyRing = z.strictObject({
  v: z.literal(1),
  /** Newest first. A new one begins only when nothing opens the last and the user starts over. */
  generations: z.array(Generation).min(1),
});
export type StoredKeyRing = z.infer<typeof StoredKeyRing>;

/** Where the wraps live; the config database implements it. */
export interface KeyRingStore {
  /** The JSON value as it was saved; null on the very first start. Checked by the key ring. */
  load(): Promise<unknown>;
  /** Durable before it resolves. False, and nothing is written, when another PC has changed it since it was loaded or saved here. */
  save(ring: StoredKeyRing): Promise<boolean>;
}

export function sealRing(master: FernetKey, keys: readonly FernetKey[], nowMs: number): string {
  return sealFernet(master, Buffer.from(keys.map((key) => key.text).join(','), 'ascii'), { nowMs });
}

/** Null when it is damaged or belongs to another master key. */
export function openRing(master: FernetKey, ring: string): readonly FernetKey[] | null {
  try {
    return parseKeyList(Buffer.from(openFernet([master], ring).plain).toString('ascii'));
  } catch {
    return null;
  }
}
