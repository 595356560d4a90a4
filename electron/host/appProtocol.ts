// kontor://app/… serves the renderer's files from the bundle folder and nothing else.
import { net, protocol, session } from 'electron';
import { realpathSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { resolveInside } from './resolveInside';

export const APP_ORIGIN = 'kontor://app';

const CSP = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** Before `ready`. */
export function declareAppProtocol(): void {
  protocol.registerSchemesAsPrivileged([
    // The page's code is compiled once and kept in the profile, not at every start.
    { scheme: 'kontor', privileges: { standard: true, secure: true, supportFetchAPI: false, codeCache: true } },
  ]);
}

const PAGE_CODE = `${APP_ORIGIN}/assets/index-*.js`;

/**
 * When the page has its code, which it is busy with for a while. Files are handed out by this thread: whoever keeps it busy before
 * that makes the page wait. A page that never gets that far holds nothing up for longer than `atMostMs`.
 */
export function pageHasCode(atMostMs: number): Promise<void> {
  const { webRequest } = session.defaultSession;
  return new Promise((resolve) => {
    const goOn = (): void => {
      clearTimeout(timer);
      webRequest.onCompleted(null);
      resolve();
    };
    const timer = setTimeout(goOn, atMostMs);
    webRequest.onCompleted({ urls: [PAGE_CODE] }, goOn);
  });
}

/** After `ready`. The folders of the built windows: what is not in the first is looked for in the next. */
export function serveApp(...folders: readonly string[]): void {
  const roots = folders.map((folder) => realpathSync(folder));
  session.defaultSession.protocol.handle('kontor', async (request) => {
    const found = request.method === 'GET' ? roots.map((root) => resolveInside(root, request.url)) : [];
    const path = found.find((each) => each !== null);
    if (path === undefined) return new Response('', { status: 404 });
    const file = await net.fetch(pathToFileURL(path).toString());
    const headers = new Headers({
      'content-type': file.headers.get('content-type') ?? 'application/octet-stream',
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    });
    return new Response(file.body, { status: file.status, headers });
  });
}
