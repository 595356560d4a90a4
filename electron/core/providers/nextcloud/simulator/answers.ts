// How the server puts its answers: sabre's XML for WebDAV, JSON for the rest, pages of HTML where a proxy speaks.

export function escapeXml(text: string): string {
  return text.replace(/[<>&"']/g, (it) => `&#${String(it.charCodeAt(0))};`);
}

export function davError(
  status: number,
  exception: string,
  message: string,
  headers: Record<string, string> = {},
): Response {
  const name = exception.includes('\\') ? exception : `Sabre\\DAV\\Exception\\${exception}`;
  const body = `<?xml version="1.0" encoding="utf-8"?>\n<d:error xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns">\n  <s:exception>${escapeXml(name)}</s:exception>\n  <s:message>${escapeXml(message)}</s:message>\n</d:error>\n`;
  return new Response(body, { status, headers: { 'content-type': 'application/xml; charset=utf-8', ...headers } });
}

export function empty(status: number, headers: Record<string, string> = {}): Response {
  return new Response(null, { status, headers });
}

export function json(status: number, value: unknown): Response {
  return new Response(JSON.stringify(value), {
    status,
    headers: { 'content-type': 'application/json; charset=utf-8' },
  });
}

export function page(status: number, text: string): Response {
  const body = `<!DOCTYPE html>\n<html><head><title>${escapeXml(text)}</title></head><body><h1>${escapeXml(text)}</h1></body></html>`;
  return new Response(body, { status, headers: { 'content-type': 'text/html; charset=UTF-8' } });
}

export function multistatus(responses: readonly string[]): Response {
  const body = `<?xml version="1.0"?>\n<d:multistatus xmlns:d="DAV:" xmlns:s="http://sabredav.org/ns" xmlns:oc="http://owncloud.org/ns" xmlns:nc="http://nextcloud.org/ns">${responses.join('')}</d:multistatus>\n`;
  return new Response(body, { status: 207, headers: { 'content-type': 'application/xml; charset=utf-8' } });
}

export const notAuthenticated = () =>
  davError(401, 'NotAuthenticated', 'No public access to this resource., Username or password was incorrect', {
    'www-authenticate': 'Basic realm="Nextcloud", charset="UTF-8"',
  });

export const maintenance = () =>
  davError(503, 'ServiceUnavailable', 'System is in maintenance mode.', {
    'x-nextcloud-maintenance-mode': '1',
    'retry-after': '120',
  });
