// What a request says, as the input of a call: values of its path, of its query, of its body. Strict: nothing is passed over in silence.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import type { Call } from '../../../shared/contract/define';
import { shownName } from '../services/integrations/guideValues';
import { refusal } from './refusal';

const MAX_BODY_BYTES = 1_000_000;
const PATIENCE_BYTES = 16 * MAX_BODY_BYTES;

/** `begin` tells a caller who waits for it that the body is wanted. */
export async function bodyOf(request: IncomingMessage, begin: () => void): Promise<unknown> {
  const length = Number(request.headers['content-length'] ?? 0);
  if (length > MAX_BODY_BYTES) throw refusal('too_large', { params: { max: MAX_BODY_BYTES } });
  const isEmpty = length === 0 && request.headers['transfer-encoding'] === undefined;
  if (isEmpty) return {};
  // A form of a web page can send plain text and forms without being asked, never this.
  if (!/^application\/json(;|$)/i.test(request.headers['content-type'] ?? '')) throw refusal('not_json');
  begin();
  const bytes = await bytesOf(request);
  return bytes.length === 0 ? {} : parsedJson(bytes);
}

/** What is too much is read on for a while and thrown away: a socket that is cut takes the answer with it. */
function bytesOf(request: IncomingMessage): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes <= MAX_BODY_BYTES) chunks.push(chunk);
      else reject(refusal('too_large', { params: { max: MAX_BODY_BYTES } }));
      if (bytes > PATIENCE_BYTES) request.destroy();
    });
    request.on('end', () => {
      resolve(Buffer.concat(chunks));
    });
    request.on('error', reject);
  });
}

/** Without the parser's own words: they quote what was sent. */
function parsedJson(bytes: Buffer): unknown {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw refusal('bad_json');
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw refusal('bad_json');
  return value;
}

/** Numbers come as text in a query; which ones are numbers, the call's schema knows. */
export function queryOf(search: string, call: Call): Record<string, unknown> {
  const numbers = numbersOf(call);
  const values: Record<string, unknown> = {};
  for (const [name, text] of new URLSearchParams(search)) {
    if (Object.hasOwn(values, name))
      throw refusal('bad_request', { fieldErrors: { [shownName(name)]: 'api.field.twice' } });
    values[name] = numbers.has(name) && /^\d{1,9}$/.test(text) ? Number(text) : text;
  }
  return values;
}

function numbersOf({ input }: Call): ReadonlySet<string> {
  const shape: Readonly<Record<string, z.ZodType>> = input instanceof z.ZodObject ? shapeOf(input) : {};
  const isNumber = (type: z.ZodType): boolean => type.safeParse(1).success && !type.safeParse('1').success;
  return new Set(Object.keys(shape).filter((name) => isNumber(shape[name] ?? z.never())));
}

const shapeOf = ({ shape }: z.ZodObject<Record<string, z.ZodType>>): Readonly<Record<string, z.ZodType>> => shape;

/** The call's input, or what is wrong with it by field. The values themselves are repeated nowhere. */
export function checkedInput(call: Call, input: unknown): unknown {
  const wanted = call.input instanceof z.ZodVoid ? z.strictObject({}) : call.input;
  const parsed = wanted.safeParse(input);
  if (parsed.success) return call.input instanceof z.ZodVoid ? undefined : parsed.data;
  const errors = parsed.error.issues.flatMap((issue): (readonly [string, string])[] => {
    const at = issue.path.map((part) => shownName(String(part))).join('.');
    const before = at === '' ? '' : `${at}.`;
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map((name) => [`${before}${shownName(name)}`, 'api.field.unknown'] as const);
    const isMissing = issue.code === 'invalid_type' && !isThere(input, issue.path);
    return [[at === '' ? '…' : at, isMissing ? 'connect.field.required' : 'api.field.malformed'] as const];
  });
  throw refusal('bad_request', { fieldErrors: Object.fromEntries(errors) });
}

function isThere(input: unknown, path: readonly PropertyKey[]): boolean {
  let place = input;
  for (const step of path) {
    if (typeof place !== 'object' || place === null) return false;
    place = Reflect.get(place, step);
  }
  return place !== undefined;
}
