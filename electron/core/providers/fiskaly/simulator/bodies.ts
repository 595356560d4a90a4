// Bodies and query parameters, held to the specification: unknown words and wrong shapes are refused, never ignored.
import { z } from 'zod';
import { invalid } from './answers';
import type { Call } from './world';

export const Uuid = z
  .string()
  .regex(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/i, 'UUIDv4 expected')
  .transform((text) => text.toLowerCase());

/** 40 pairs, 40 characters per key, 500 per value; an empty value or null clears the key. */
export const MetadataBody = z
  .record(z.string().min(1).max(40), z.string().max(500).nullable())
  .refine((pairs) => Object.keys(pairs).length <= 40, 'too many pairs');

export function merged(
  old: Record<string, string>,
  news: z.infer<typeof MetadataBody> | undefined,
): Record<string, string> {
  const pairs = Object.entries({ ...old, ...news }).filter((pair): pair is [string, string] => Boolean(pair[1]));
  return Object.fromEntries(pairs);
}

export function bodyOf<T extends z.ZodType>(call: Call, schema: T): z.infer<T> {
  if (call.body.length > 0 && !/^application\/json\b/i.test(call.request.headers.get('content-type') ?? ''))
    throw invalid('content-type: application/json expected');
  let value: unknown = {};
  if (call.body.length > 0) {
    try {
      value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(call.body));
    } catch {
      throw invalid('body: not JSON');
    }
  }
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw invalid(`body.${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}`);
}

export function uuidOf(text: string): string {
  const parsed = Uuid.safeParse(text);
  if (!parsed.success) throw invalid(`path: ${parsed.error.issues[0]?.message ?? ''}`);
  return parsed.data;
}

export function onlyQuery(call: Call, ...allowed: readonly string[]): void {
  for (const name of call.url.searchParams.keys())
    if (!allowed.includes(name.replace(/\[\d*\]$/, '[]'))) throw invalid(`query.${name}: is not allowed`);
}

export function wholeNumber(call: Call, name: string, [min, max]: readonly [number, number]): number | undefined {
  const text = call.url.searchParams.get(name);
  if (text === null) return undefined;
  const value = Number(text);
  if (!/^\d+$/.test(text) || value < min || value > max) throw invalid(`query.${name}: ${text}`);
  return value;
}
