// How S3 puts its answers.
export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (it) => `&#${String(it.charCodeAt(0))};`);
}

export const tag = (name: string, text: string | number | boolean): string =>
  `<${name}>${escapeXml(String(text))}</${name}>`;

export function document(root: string, inner: string, headers: Record<string, string> = {}): Response {
  const body = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${inner}</${root}>`;
  return new Response(body, { status: 200, headers: { 'content-type': 'application/xml', ...headers } });
}

/** Errors have no namespace. */
export function errorBody(code: string, message: string, more = ''): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n<Error>${tag('Code', code)}${tag('Message', message)}${more}<RequestId>4442587FB7D0A2F9</RequestId><HostId>host</HostId></Error>`;
}

export function refuse(
  status: number,
  code: string,
  message = code,
  extra: { readonly more?: string; readonly headers?: Record<string, string> } = {},
): Response {
  return new Response(errorBody(code, message, extra.more), {
    status,
    headers: { 'content-type': 'application/xml', ...extra.headers },
  });
}

export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

export function page(status: number, text: string): Response {
  const body = `<!DOCTYPE html>\n<html><head><title>${escapeXml(text)}</title></head></html>`;
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

export const time = (ms: number): string => new Date(ms).toISOString();
