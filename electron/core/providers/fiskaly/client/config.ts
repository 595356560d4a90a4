// The configuration inside a context: read, merged key by key, shown with every key.
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import type { Context } from './context';
import { membersOf, rawOf, textOf, valueOf, withRaw, without, type RawObject } from './rawJson';
import { invalidParams } from './rpcError';

const ORDER = ['debug_level', 'debug_file', 'client_timeout', 'smaers_timeout', 'http_proxy'];
const DEFAULTS = { debug_level: -1, client_timeout: 1000, smaers_timeout: 1000 };

/** What timers can count. */
const MAX_MS = 2 ** 31 - 1;
const milliseconds = z.int().min(1).max(MAX_MS);

/** Only what is given is written. Anything else in it is a mistake that would otherwise go unnoticed. */
const Given = z.strictObject({
  debug_level: z.int().optional(),
  debug_file: z.string().optional(),
  client_timeout: milliseconds.optional(),
  smaers_timeout: milliseconds.optional(),
  http_proxy: z.string().optional(),
});

const Stored = z.object({
  debug_level: z.int().catch(DEFAULTS.debug_level),
  debug_file: z.string().catch(''),
  client_timeout: milliseconds.catch(DEFAULTS.client_timeout),
  smaers_timeout: milliseconds.catch(DEFAULTS.smaers_timeout),
  http_proxy: z.string().catch(''),
});
export type ClientConfig = z.infer<typeof Stored>;

export const defaultConfig = JSON.stringify(DEFAULTS);

/** Every key, also those that a context leaves out while they are empty. */
export function readConfig(context: Context): ClientConfig {
  const members = configMembers(context);
  return Stored.parse(Object.fromEntries(ORDER.map((key) => [key, valueOf(members, key)])));
}

/** The text of the new `config` member: keys that nobody knows keep their place and value. Throws -32602. */
export function mergeConfig(context: Context, given: unknown): string {
  const parsed = Given.safeParse(given);
  if (!parsed.success) throw invalidParams(`config: ${reasonOf(parsed.error)}`);
  let members = configMembers(context);
  for (const key of ORDER) {
    const value = parsed.data[key as keyof typeof parsed.data];
    if (value === undefined) continue;
    members = value === '' ? without(members, key) : withRaw(members, key, JSON.stringify(value), ORDER);
  }
  return textOf(members);
}

export function reasonOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'not usable';
  if (issue.code === 'unrecognized_keys') return `unknown ${issue.keys.join(', ')}`;
  return `${issue.path.length === 0 ? 'value' : issue.path.join('.')}: ${issue.message}`;
}

export function debugFileOf(config: ClientConfig): string {
  return config.debug_file === '' ? path.join(tmpdir(), 'fiskaly.log') : config.debug_file;
}

function configMembers(context: Context): RawObject {
  return membersOf(rawOf(context.members, 'config') ?? defaultConfig);
}
