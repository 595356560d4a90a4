// What KSeF wrote into the access token: shown to people, never verified and never decided by. Claims may be missing, new or of another
// shape any day; a token that cannot be read says nothing at all.
import { z } from 'zod';
import { fromMs } from './instants';

export interface TokenClaims {
  readonly context: { readonly type: string; readonly value: string } | null;
  /** Rights in force, by KSeF's names. */
  readonly rights: readonly string[];
  /** Instant text. */
  readonly until: string | null;
  /** Addresses, ranges and networks that the session was limited to. */
  readonly onlyFrom: readonly string[];
}

/** Real ones have about two thousand characters. */
const MAX_CHARS = 65_536;
const MAX_LISTED = 50;
const LATEST_SECONDS = 253_402_300_799;

const Word = z.string().regex(/^[\p{L}\p{N}._:/+*-]{1,64}$/u);
const absent = <S extends z.ZodType>(schema: S) => schema.optional().catch(undefined);
const Claims = z.looseObject({
  cit: absent(Word),
  civ: absent(Word),
  exp: absent(z.number().min(0).max(LATEST_SECONDS)),
});

export function readAccessToken(token: string): TokenClaims | null {
  const claims = claimsOf(token);
  if (!claims) return null;
  const { cit: type, civ: value, exp } = claims;
  const effective = wordsOf(claims['pep']);
  const excluded = new Set(wordsOf(claims['pec']));
  const granted = [...wordsOf(claims['per']), ...wordsOf(claims['rol'])].filter((right) => !excluded.has(right));
  return {
    context: type === undefined || value === undefined ? null : { type, value },
    rights: [...new Set(effective.length > 0 ? effective : granted)],
    until: exp === undefined ? null : fromMs(Math.floor(exp) * 1000),
    // Both names are seen, the second in the Python client.
    onlyFrom: addressesOf(claims['iop'] ?? claims['ipp']),
  };
}

function claimsOf(token: string): z.infer<typeof Claims> | null {
  const [head, payload, signature, ...rest] = token.length > MAX_CHARS ? [] : token.split('.');
  if (head === undefined || payload === undefined || signature === undefined || rest.length > 0) return null;
  if (!/^[\w-]+$/.test(payload)) return null;
  const claims = Claims.safeParse(parsed(Buffer.from(payload, 'base64url').toString('utf8')));
  return claims.success ? claims.data : null;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** A list, or a list as text inside the JSON, or words with commas between them. */
function wordsOf(claim: unknown): readonly string[] {
  const inner = typeof claim === 'string' ? (parsed(claim) ?? claim.split(',')) : claim;
  return (Array.isArray(inner) ? inner : [inner]).slice(0, MAX_LISTED).flatMap((one: unknown) => {
    const word = Word.safeParse(typeof one === 'string' ? one.trim() : one);
    return word.success ? [word.data] : [];
  });
}

/** Lists of whatever names: those that the request had, under any spelling of theirs. */
function addressesOf(claim: unknown): readonly string[] {
  const policy = typeof claim === 'string' ? parsed(claim) : claim;
  if (typeof policy !== 'object' || policy === null) return [];
  const inner = Object.entries(policy).find(([name]) => name.toLowerCase() === 'allowedips')?.[1] as unknown;
  const lists = typeof inner === 'object' && inner !== null && !Array.isArray(inner) ? inner : policy;
  return [...new Set(Object.values(lists).flatMap((list) => (Array.isArray(list) ? wordsOf(list) : [])))];
}
