// Adding a provider is one folder and one registry line: a made-up one, given as a further manifest, works through every layer.
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import madeUp, { DOCUMENTS, documents, stored } from './madeUp';

const MONTH = '2026-09';

let folder: string;
let kontor: TestApp;

beforeEach(async () => {
  folder = dataFolder();
  stored.clear();
  documents.splice(DOCUMENTS);
  const host = testHost({ data: folder, clock: testClock(), encryptionKey: newEncryptionKey() });
  kontor = await startApp(host, [...registry, madeUp]);
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

describe('a made-up provider', () => {
  it('stands in the list with everything the wizard draws', async () => {
    const view = (await kontor.call('providers.list', undefined)).find(({ id }) => id === madeUp.id);
    expect(view).toMatchObject({
      name: 'Made-up Box',
      capabilities: ['invoices', 'files'],
      verifySteps: ['signed_in'],
      fields: [{ id: 'base_url' }, { id: 'access_key', store: 'credentials' }, { id: 'folder' }],
    });
    expect(view).not.toHaveProperty('demoValues');
  });

  it('is refused with its own words, connects, syncs page by page, and takes a month', async () => {
    const { id: flowId } = await kontor.call('connect.start', { providerId: madeUp.id });
    const { view } = await kontor.check(flowId, { ...madeUp.demoValues, access_key: 'another-key' });
    expect(view.current).toMatchObject({
      step: 'form',
      problem: { kind: 'auth', key: `provider.${madeUp.id}.key_refused` },
    });
    const { companyId, connectionId } = await kontor.connect({ providerId: madeUp.id }, { ...madeUp.demoValues });

    const sync = await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
    expect(sync).toMatchObject({ state: 'done', parts: [{ connectionId, newCount: 0 }] });
    // No format of the core reads plain text: kept all the same, shown with what the service says, and named in the run.
    expect(sync.parts[0]?.unreadable.map(({ reason }) => reason)).toEqual(documents.map(() => 'format.unknown'));
    const filter = { companyId };
    const { rows } = await kontor.call('invoices.list', { filter, sort: 'date_asc', limit: 100 });
    expect(rows.map(({ number, gross }) => [number, gross.amount])).toEqual(
      documents.map(({ id, gross }) => [id, gross]),
    );
    const original = await kontor.call('invoices.original', { id: rows[0]?.id ?? missing() });
    expect(original).toEqual({ text: 'Document 1', fileName: 'DOC-1.txt' });
    const [allowance] = await kontor.call('connections.budgets', { connectionId });
    expect(allowance).toMatchObject({ group: 'reads', limit: 100, used: 4 });

    const upload = await kontor.ended((await kontor.call('reports.upload', { companyId, month: MONTH })).runId);
    expect(upload).toMatchObject({ state: 'done', revision: 1 });
    const { bundles } = await kontor.call('reports.month', { companyId, month: MONTH });
    expect(bundles).toMatchObject([{ invoiceCount: DOCUMENTS, receipts: [{ connectionId, verifiedBy: 'read_back' }] }]);
    expect([...stored.keys()]).toEqual([bundles[0]?.receipts[0]?.path]);
  });

  it('goes on after its last page', async () => {
    const { companyId } = await kontor.connect({ providerId: madeUp.id }, { ...madeUp.demoValues });
    await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
    documents.push({ id: 'DOC-6', text: 'Document 6', issued: '2026-09-06', gross: '6.00' });
    await kontor.host.clock.advance(15 * 60_000);
    const sync = await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
    expect(sync).toMatchObject({
      state: 'done',
      parts: [{ newCount: 0, knownCount: 0, unreadable: [{ reason: 'format.unknown' }] }],
    });
  });
});

describe('the rest of the app', () => {
  const root = path.resolve(import.meta.dirname, '../..');
  const codeOf = (folder: string): string[] =>
    readdirSync(path.join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((name) => path.join(folder, name))
      .filter((name) => /\.(ts|tsx|css)$/.test(name) && !/\.(test|suite)\.tsx?$/.test(name))
      .filter((name) => !name.startsWith(path.join('electron', 'core', 'providers')));

  const withoutComments = (code: string): string =>
    code.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`\\])\/\/.*$/gm, '$1');

  /** `file: id` for each provider that the code names. */
  const named = (files: readonly string[], read = (file: string) => readFileSync(path.join(root, file), 'utf8')) =>
    files.flatMap((file) => {
      const code = withoutComments(read(file));
      return registry.filter(({ id }) => new RegExp(`\\b${id}\\b`, 'i').test(code)).map(({ id }) => `${file}: ${id}`);
    });

  it.each(['renderer', 'electron', 'shared'])('names no provider: %s', (folder) => {
    const files = codeOf(folder);
    expect(files.length).toBeGreaterThan(10);
    expect(named(files)).toEqual([]);
  });

  it('would be found out', () => {
    const [first] = registry;
    const code = `// about ${first?.name ?? ''}\nif (provider.id === '${first?.id ?? ''}') return 'https://example.com';`;
    expect(named(['a.ts'], () => code)).toEqual([`a.ts: ${first?.id ?? ''}`]);
    expect(named(['a.ts'], () => `// about ${first?.id ?? ''}`)).toEqual([]);
  });
});

function missing(): never {
  throw new Error('not there');
}
