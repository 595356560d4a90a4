// What both kinds of sessions are opened with, and the key inside.
import { z } from 'zod';
import { invalidInput } from '../http/answers';
import type { AuthorizedCall } from '../http/call';
import { unknownKey } from '../keys/routes';
import type { World } from '../world';
import type { SessionKey } from './model';

export const base64 = z
  .string()
  .regex(/^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/, 'to nie jest Base64');
export const sha256 = base64.length(44);

export const Encryption = z.strictObject({
  encryptedSymmetricKey: base64.min(1),
  initializationVector: base64.min(1),
  publicKeyId: base64.length(44).nullish(),
});

const form = (systemCode: string, schemaVersion: string, value: string) =>
  z.strictObject({
    systemCode: z.literal(systemCode),
    schemaVersion: z.literal(schemaVersion),
    value: z.literal(value),
  });
const FA = [form('FA (2)', '1-0E', 'FA'), form('FA (3)', '1-0E', 'FA'), form('FA_RR (1)', '1-1E', 'FA_RR')] as const;
const PEF = [form('PEF (3)', '2-1', 'PEF'), form('PEF_KOR (3)', '2-1', 'PEF')] as const;
export const OnlineFormCode = z.union([...FA, ...PEF]);
/** Packages take FA and FA_RR only. */
export const BatchFormCode = z.union(FA);

/** Null when the key cannot be had: that shows as status 415 later, as in the real service. */
export async function openKey(
  world: World,
  { encryptedSymmetricKey, initializationVector, publicKeyId }: z.infer<typeof Encryption>,
): Promise<SessionKey | null> {
  if (publicKeyId && !(await world.keys.knows('SymmetricKeyEncryption', publicKeyId))) throw unknownKey(publicKeyId);
  const iv = Buffer.from(initializationVector, 'base64');
  if (iv.length !== 16) throw invalidInput('encryption.initializationVector: oczekiwano 16 bajtów');
  const cipher = Buffer.from(encryptedSymmetricKey, 'base64');
  const opened = await world.keys.decrypt('SymmetricKeyEncryption', cipher, publicKeyId);
  return 'plain' in opened && opened.plain.length === 32 ? { key: opened.plain, iv } : null;
}

/** Who opens the session. */
export const ownerOf = ({ session }: AuthorizedCall) => ({
  contextNip: session.contextNip,
  authReference: session.referenceNumber,
  tokenReference: session.token?.referenceNumber ?? null,
});

export const SENDERS = ['InvoiceWrite', 'PefInvoiceWrite', 'EnforcementOperations'];
