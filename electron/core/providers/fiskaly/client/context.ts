// The context string: 32 bytes SHA-256, then compact JSON, together in base64url. The hash guards against accidents, it protects
// nothing: key, secret and tokens lie open in it (dossier §1.4, checked against both examples of the documentation).
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { membersOf, textOf, valueOf, withRaw, type RawObject } from './rawJson';
import { invalidParams } from './rpcError';

/** Keys in the order of the examples; those of client 1.2 and later are unconfirmed and left out while empty. */
const ORDER = [
  'wrapper_version',
  'api_key',
  'api_secret',
  'email',
  'password',
  'organization_id',
  'environment',
  'base_url',
  'mice_url',
  'access_token',
  'refresh_token',
  'access_token_expires_at',
  'refresh_token_expires_at',
  'config',
] as const;

const HASH_BYTES = 32;
const NO_WRAPPER = 'No Wrapper Version';

const Known = z.looseObject({
  wrapper_version: z.string().default(NO_WRAPPER),
  api_key: z.string().default(''),
  api_secret: z.string().default(''),
  email: z.string().default(''),
  password: z.string().default(''),
  organization_id: z.string().default(''),
  environment: z.string().default(''),
  base_url: z.string().min(1),
  access_token: z.string().default(''),
  refresh_token: z.string().default(''),
  access_token_expires_at: z.number().default(0),
  refresh_token_expires_at: z.number().default(0),
  config: z.looseObject({}).default({}),
});
export type ContextFields = z.infer<typeof Known>;

export interface Context {
  readonly members: RawObject;
  readonly fields: ContextFields;
}

export interface Tokens {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly access_token_expires_at: number;
  readonly refresh_token_expires_at: number;
}

export interface NewContext {
  readonly base_url: string;
  readonly api_key: string;
  readonly api_secret: string;
  readonly sdk_version?: string | undefined;
  readonly email?: string | undefined;
  readonly password?: string | undefined;
  readonly organization_id?: string | undefined;
  readonly environment?: string | undefined;
  readonly mice_url?: string | undefined;
}

export function newContext(given: NewContext, config: string): Context {
  const { sdk_version, email, password, organization_id, environment, mice_url } = given;
  const optional = Object.entries({ email, password, organization_id, environment, mice_url }).filter(
    ([, value]) => value !== undefined && value !== '',
  );
  const start = {
    wrapper_version: sdk_version === undefined || sdk_version === '' ? NO_WRAPPER : sdk_version,
    api_key: given.api_key,
    api_secret: given.api_secret,
    base_url: given.base_url,
    access_token: '',
    refresh_token: '',
    access_token_expires_at: 0,
    refresh_token_expires_at: 0,
  };
  let members = membersOf(JSON.stringify(start));
  for (const [key, value] of optional) members = withRaw(members, key, JSON.stringify(value), ORDER);
  return contextOf(withRaw(members, 'config', config, ORDER));
}

/** Takes base64 and base64url, with padding and without; throws -32602 with the reason, never with any of the content. */
export function decodeContext(text: unknown): Context {
  if (typeof text !== 'string' || text === '') throw invalidParams('context: missing');
  const plain = text.replace(/=+$/, '').replaceAll('+', '-').replaceAll('/', '_');
  const bytes = Buffer.from(plain, 'base64url');
  if (bytes.toString('base64url') !== plain) throw invalidParams('context: not base64');
  const content = bytes.subarray(HASH_BYTES);
  if (bytes.length <= HASH_BYTES || !hashOf(content).equals(bytes.subarray(0, HASH_BYTES)))
    throw invalidParams('context: the hash does not fit the content');
  return contextOf(membersOf(readObject(content)));
}

export function encodeContext({ members }: Context): string {
  const content = Buffer.from(textOf(members), 'utf8');
  return Buffer.concat([hashOf(content), content]).toString('base64url');
}

export function withConfig(context: Context, config: string): Context {
  return contextOf(withRaw(context.members, 'config', config, ORDER));
}

export function withTokens(context: Context, tokens: Tokens): Context {
  let members = context.members;
  for (const [key, value] of Object.entries(tokens)) members = withRaw(members, key, JSON.stringify(value), ORDER);
  return contextOf(members);
}

function contextOf(members: RawObject): Context {
  const known = ORDER.flatMap((key) => {
    const value = valueOf(members, key);
    return value === undefined ? [] : [[key, value] as const];
  });
  const parsed = Known.safeParse(Object.fromEntries(known));
  if (!parsed.success)
    throw invalidParams(`context: ${String(parsed.error.issues[0]?.path[0] ?? 'content')} is not usable`);
  return { members, fields: parsed.data };
}

function readObject(content: Buffer): string {
  let text: string;
  let value: unknown;
  try {
    text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(content);
    value = JSON.parse(text);
  } catch {
    throw invalidParams('context: not JSON');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw invalidParams('context: no object');
  return text;
}

function hashOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}
