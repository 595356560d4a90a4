// Tokens as KSeF hands them out: HS256 JWTs that clients treat as opaque.
import { createHmac, timingSafeEqual } from 'node:crypto';

export type TokenType = 'AuthenticationToken' | 'ContextToken' | 'RefreshToken';

export interface Claims {
  readonly typ: TokenType;
  /** Reference number of the authentication. */
  readonly arn: string;
  /** Context: type and value. */
  readonly cit: string;
  readonly civ: string;
  /** Rights: given, excluded, in force. Lists as text. */
  readonly per: string;
  readonly pec: string;
  readonly pep: string;
  readonly rol: string;
  /** Who it is, and from where. JSON as text. */
  readonly sud: string;
  readonly iop?: string;
  readonly aum: string;
  readonly iat: number;
  readonly exp: number;
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
const HEADER = encode({ alg: 'HS256', typ: 'JWT' });

const signature = (secret: Buffer, text: string): Buffer => createHmac('sha256', secret).update(text).digest();

export function signToken(secret: Buffer, claims: Claims): string {
  const text = `${HEADER}.${encode({ ...claims, iss: 'ksef-sim', aud: 'ksef-sim' })}`;
  return `${text}.${signature(secret, text).toString('base64url')}`;
}

/** Null when the token was not signed here. Says nothing about its time. */
export function readToken(secret: Buffer, token: string): Claims | null {
  const [header, payload, given, ...rest] = token.split('.');
  if (header === undefined || payload === undefined || given === undefined || rest.length > 0) return null;
  const expected = signature(secret, `${header}.${payload}`);
  const actual = Buffer.from(given, 'base64url');
  if (actual.length !== expected.length || !timingSafeEqual(actual, expected)) return null;
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Claims;
}
