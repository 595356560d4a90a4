// How Dropbox puts its answers: JSON, refusals with tags inside tags, plain text for bad arguments.

export function json(status: number, value: unknown, headers: Record<string, string> = {}): Response {
  return new Response(JSON.stringify(value), { status, headers: { 'content-type': 'application/json', ...headers } });
}

type Tagged = { readonly '.tag': string } & Readonly<Record<string, unknown>>;

/** `tagged('path', 'not_found')` is `{'.tag': 'path', path: {'.tag': 'not_found'}}`. */
export function tagged(first: string, ...rest: readonly string[]): Tagged {
  const [next, ...others] = rest;
  return next === undefined ? { '.tag': first } : { '.tag': first, [first]: tagged(next, ...others) };
}

/** Union members with fields of their own carry their inner union under `reason`. */
export function writeRefusal(reason: readonly [string, ...string[]]): Tagged {
  return { '.tag': 'path', reason: tagged(...reason), upload_session_id: 'AAAAAAAAAAAA' };
}

export function refused(error: Tagged): Response {
  return json(409, { error_summary: `${summaryOf(error).join('/')}/..`, error });
}

function summaryOf(error: Tagged): string[] {
  const tag = error['.tag'];
  const inner = error[tag] ?? error['reason'];
  return typeof inner === 'object' && inner !== null ? [tag, ...summaryOf(inner as Tagged)] : [tag];
}

export function badArgument(path: string, why: string): Response {
  return new Response(`Error in call to API function "${path}": ${why}`, {
    status: 400,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
  });
}

export const notAuthorised = (tag: string, more: Readonly<Record<string, unknown>> = {}): Response =>
  json(401, { error_summary: `${tag}/..`, error: { '.tag': tag, ...more } });

export const slowDown = (tag: string): Response =>
  json(429, { error_summary: `${tag}/..`, error: { reason: { '.tag': tag }, retry_after: 7 } }, { 'retry-after': '7' });
