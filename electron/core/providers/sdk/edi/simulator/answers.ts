// Answers as the service gives them. Its type for words is `plain/text`, sic.
import { JSON_TYPE, written } from './mediaTypes';

export const words = (status: number, text: string, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(text, { status, headers: { 'content-type': 'plain/text', ...headers } });

export const json = (status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(JSON.stringify(value), { status, headers: { 'content-type': written(JSON_TYPE), ...headers } });

export const nothing = (status: number, headers: Readonly<Record<string, string>> = {}): Response =>
  new Response(null, { status, headers });

const REALM = 'Bearer realm="e-invoice.krediidiinfo.ee"';

export const noToken = (): Response =>
  words(401, 'Access token missing in HTTP header.', { 'www-authenticate': REALM });

/** On one line: folded header lines are obsolete, and many clients refuse them. */
export const badToken = (): Response =>
  words(401, 'Invalid access token in HTTP header.', {
    'www-authenticate': `${REALM}, error="invalid_token", error_description="The access token is invalid"`,
  });
