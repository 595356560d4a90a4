// A provider that does not exist: a box for documents which also keeps files. One file instead of a folder, otherwise like any other.
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import { defineProvider, type PullInvoices, type Verify } from '../../electron/core/providers/sdk/defineProvider';
import { authFailed } from '../../electron/core/providers/sdk/errors';
import type { ProviderContext } from '../../electron/core/providers/sdk/context';
import type { UploadFile } from '../../electron/core/providers/sdk/files';
import type { PageItem } from '../../electron/core/providers/sdk/pages';
import type { Simulator } from '../../electron/core/providers/sdk/simulatorKit';

const ID = 'made_up';
const PAGE = 2;
const KEY = 'box-key-1234567890';
export const DOCUMENTS = 5;

const Document = z.object({ id: z.string(), text: z.string(), issued: z.string(), gross: z.string() });
const Documents = z.object({ documents: z.array(Document), next: z.string() });
type Document = z.infer<typeof Document>;

export const stored = new Map<string, Buffer>();
export const documents: Document[] = Array.from({ length: DOCUMENTS }, (_, at) => ({
  id: `DOC-${String(at + 1)}`,
  text: `Document ${String(at + 1)}`,
  issued: `2026-09-0${String(at + 1)}`,
  gross: `${String(at + 1)}00.50`,
}));

const headers = (ctx: ProviderContext) => ({
  authorization: `Bearer ${ctx.connection.credential('access_key') ?? ''}`,
});
const address = (ctx: ProviderContext, path: string): string => `${String(ctx.connection.settings['base_url'])}${path}`;

const verify: Verify = async (ctx, tick) => {
  tick({ id: 'signed_in', state: 'running' });
  const answer = await ctx.http.request({ method: 'GET', url: address(ctx, '/me'), headers: headers(ctx) });
  if (answer.status === 401) throw authFailed('key_refused');
  const { name, taxId } = z.object({ name: z.string(), taxId: z.string() }).parse(answer.json());
  tick({ id: 'signed_in', state: 'done', ms: 1 });
  return { identity: `${taxId}@box`, suggestedTitle: 'Box', company: { name, taxId } };
};

const itemOf = (one: Document): PageItem => ({
  naturalKey: one.id,
  fileName: `${one.id}.txt`,
  mediaType: 'text/plain',
  content: { base64: Buffer.from(one.text).toString('base64') },
  remote: one,
  facts: { number: one.id, issueDate: one.issued, currency: 'PLN', gross: one.gross, seller: { name: 'Papiernia' } },
});

const pull: PullInvoices = async function* (ctx, { checkpoints }) {
  let after = checkpoints.get('all') ?? '0';
  for (;;) {
    const url = address(ctx, `/documents?after=${after}`);
    const answer = await ctx.http.request({ method: 'GET', url, headers: headers(ctx), group: 'reads' });
    const page = Documents.parse(answer.json());
    if (page.documents.length === 0) return;
    after = page.next;
    yield {
      content: { kind: 'items', items: page.documents.map(itemOf) },
      parserId: 'auto',
      meta: {},
      direction: 'purchase',
      checkpoint: { stream: 'all', value: after },
    };
  }
};

const upload: UploadFile = async (ctx, order) => {
  const path = [String(ctx.connection.settings['folder']), ...order.folders, order.fileName].join('/');
  const url = address(ctx, `/files${path}`);
  const file = { path: order.path, start: 0, end: order.bytes };
  await ctx.http.upload({ method: 'PUT', url, headers: headers(ctx), file });
  const back = await ctx.http.request({ method: 'GET', url, headers: headers(ctx) });
  const isSame = createHash('sha256').update(back.bytes).digest('hex') === order.sha256;
  return isSame ? { result: 'stored', path, verifiedBy: 'read_back' } : { result: 'name_taken', path };
};

function simulator(): Simulator {
  const seen: Simulator['seen'][number][] = [];
  const answer = async (request: Request): Promise<Response> => {
    const { pathname, searchParams } = new URL(request.url);
    if (request.headers.get('authorization') !== `Bearer ${KEY}`) return new Response('no', { status: 401 });
    if (pathname === '/me') return Response.json({ name: 'Zielona Kuźnia', taxId: '5265877635' });
    if (pathname === '/documents') {
      const from = Number(searchParams.get('after'));
      const page = documents.slice(from, from + PAGE);
      return Response.json({ documents: page, next: String(from + page.length) });
    }
    const path = decodeURIComponent(pathname.slice('/files'.length));
    if (request.method !== 'PUT') return new Response(new Uint8Array(stored.get(path) ?? []));
    stored.set(path, Buffer.from(await request.arrayBuffer()));
    return new Response(null, { status: 201 });
  };
  const handle = async (request: Request): Promise<Response> => {
    const response = await answer(request);
    seen.push({ method: request.method, url: request.url, status: response.status });
    return response;
  };
  return { handle, script: () => undefined, seen };
}

const texts = { 'tile.reads': 'Documents', 'verify.signed_in': 'Signed in', 'field.access_key.label': 'Key' };
const setting = { store: 'settings', advanced: false, multiline: false } as const;

export default defineProvider({
  id: ID,
  name: 'Made-up Box',
  letters: 'MB',
  countries: ['*'],
  fields: [
    { ...setting, id: 'base_url', kind: 'url', required: true },
    { ...setting, id: 'access_key', kind: 'secret', store: 'credentials', required: true },
    { ...setting, id: 'folder', kind: 'folder', required: false, defaultValue: '/Box' },
  ],
  guideSteps: 1,
  verifySteps: ['signed_in'],
  limits: { parallel: 2, timeoutMs: 30_000, groups: { reads: [{ seconds: 3600, limit: 100 }] }, shown: ['reads'] },
  hosts: [],
  texts: { en: texts, pl: texts, de: texts, et: texts },
  verify: () => Promise.resolve(verify),
  invoices: { pull: () => Promise.resolve(pull) },
  files: {
    upload: () => Promise.resolve(upload),
    check: () =>
      Promise.resolve(async (_ctx, { path, sha256 }) => {
        const bytes = stored.get(path);
        if (!bytes) return 'missing';
        return createHash('sha256').update(bytes).digest('hex') === sha256 ? 'same' : 'differs';
      }),
    list: () =>
      Promise.resolve((ctx, { folders }) => {
        const prefix = `${[String(ctx.connection.settings['folder']), ...folders].join('/')}/`;
        const below = [...stored].filter(([path]) => path.startsWith(prefix));
        if (below.length === 0) return Promise.resolve(null);
        const entries = below.map(([path, { length }]) => {
          const [name = '', ...deeper] = path.slice(prefix.length).split('/');
          return { name, isFolder: deeper.length > 0, bytes: length };
        });
        const unique = new Map(entries.map((entry) => [entry.name, entry]));
        return Promise.resolve({ entries: [...unique.values()], next: null });
      }),
    fetch: () =>
      Promise.resolve(async (ctx, { folders, fileName, toPath }) => {
        const path = [String(ctx.connection.settings['folder']), ...folders, fileName].join('/');
        if (!stored.has(path)) return null;
        const url = address(ctx, `/files${path}`);
        const got = await ctx.http.download({ method: 'GET', url, headers: headers(ctx), toPath });
        return { bytes: got.bytes, sha256: Buffer.from(got.sha256, 'base64').toString('hex'), verdict: 'unknown' };
      }),
    parallelFiles: 1,
    baseFolderField: 'folder',
  },
  simulator: () => Promise.resolve(simulator),
  demoValues: { base_url: demoOrigin(ID), access_key: KEY, folder: '/Box' },
});
