// What the browser shows when it has come back: whether to go on in Kontor. No script, nothing from elsewhere.
import type { ServerResponse } from 'node:http';
import type { Language } from '../../../shared/domain/ids';
import type { Texts } from '../texts';

export interface ReturnTexts {
  readonly language: string;
  /** By what came back: `done` or `refused`. */
  readonly of: (outcome: 'done' | 'refused') => { readonly title: string; readonly text: string };
}

export async function returnTexts(language: () => Promise<Language>, texts: Texts): Promise<ReturnTexts> {
  const text = await texts();
  return {
    language: await language(),
    of: (outcome) => ({ title: text(`signed_in_${outcome}`), text: text(`signed_in_${outcome}_text`) }),
  };
}

const STYLE = `:root{color-scheme:light dark}body{font:16px/1.5 system-ui,sans-serif;max-width:26rem;margin:20vh auto;padding:0 1.5rem}
h1{font-size:1.35rem;margin:0 0 .5rem}p{margin:0;opacity:.8}`;

const HEADERS = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  connection: 'close',
};

export function showReturn(response: ServerResponse, texts: ReturnTexts, outcome: 'done' | 'refused'): Promise<void> {
  const { title, text } = texts.of(outcome);
  const head = `<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Kontor</title><style>${STYLE}</style>`;
  const page = `<!doctype html><html lang="${texts.language}"><head>${head}</head><body><h1>${safe(title)}</h1><p>${safe(text)}</p></body></html>`;
  return new Promise((resolve) => {
    response.once('close', resolve);
    response.writeHead(200, { ...HEADERS, 'content-length': String(Buffer.byteLength(page)) }).end(page);
  });
}

const ESCAPED: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const safe = (text: string): string => text.replace(/[&<>"]/g, (char) => ESCAPED[char] ?? '');
