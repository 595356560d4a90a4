// kontor://app/… serves the renderer's files from the bundle folder and nothing else.
import { protocol, session } from 'electron';
import { realpathSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { extname } from 'node:path';
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

/** What the build makes. */
const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
};

/** Before `ready`. */
export function declareAppProtocol(): void {
  // Node reads the code behind it at its first use: now, while Chromium starts, and not when the page asks.
  void new Response('').text();
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
    const headers = {
      'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
      'content-security-policy': CSP,
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-cache',
    };
    // Not through Chromium's own fetch: at the first file of a start that waits for a service of its own.
    return new Response(await readFile(path), { headers });
  });
}
