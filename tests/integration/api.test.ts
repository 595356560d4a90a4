// Connections, runs and months through the local API, against simulated services.
import { beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { BulkLine, IntegrationView, RunWords } from '../../shared/contract/integrations';
import { addCompany, apiBench, closeApiBenches, demoBody, type ApiBench } from '../support/apiBench';

const known = (id: string): ProviderManifest => {
  const manifest = registry.find((one) => one.id === id);
  if (!manifest) throw new Error(id);
  return manifest;
};
const [fakturownia, nextcloud] = [known('fakturownia'), known('nextcloud')];
const BOOKS = demoBody(fakturownia, 'ksiegi', 'accounting');
const CLOUD = demoBody(nextcloud, 'chmura', 'cloud_storage');

describe('the local API', () => {
  closeApiBenches();
  let bench: ApiBench;
  beforeEach(async () => {
    bench = await apiBench([fakturownia, nextcloud, known('infakt'), known('fiskaly')]);
    await addCompany(bench);
  });
  const add = async (body: object): Promise<void> => {
    expect(await bench.ask('POST', '/integrations/', body)).toMatchObject({ status: 201 });
  };
  const view = async (id: string) => (await bench.ask('GET', `/integrations/${id}`)).json as IntegrationView;
  const logs = async (id: string) =>
    ((await bench.ask('GET', `/integrations/${id}/logs`)).json as { runs: RunWords[] }).runs;

  it('lists the services with their fields, in the language of the settings', async () => {
    await bench.kontor.call('app.saveSettings', { language: 'pl', theme: 'system', contrast: 'system' });
    const { json } = await bench.ask('GET', '/integrations/providers');
    expect(json).toMatchObject([
      { id: 'fakturownia', integration_type: 'accounting' },
      { id: 'nextcloud', integration_type: 'cloud_storage' },
      { id: 'infakt' },
      { id: 'fiskaly' },
    ]);
    const [{ fields }] = json as [{ fields: { id: string; label: string; is_secret: boolean }[] }];
    expect(fields.find(({ id }) => id === 'api_token')).toMatchObject({ is_secret: true, is_required: true });
    expect(fields.map(({ label }) => label)).not.toContain('api_token');
  });

  it('verifies before the first sync, and tells both in the logs, newest first', async () => {
    await add(BOOKS);
    const run = await bench.ended(await bench.ask('POST', '/integrations/ksiegi/sync/invoices'));
    expect(run).toMatchObject({ kind: 'sync', state: 'done', parts: [{ integration: 'ksiegi' }] });
    expect(run.parts[0]?.new_count).toBeGreaterThan(0);
    expect((await logs('ksiegi')).map(({ kind, state }) => `${kind} ${state}`)).toEqual(['sync done', 'verify done']);
    expect(await view('ksiegi')).toMatchObject({ state: 'ok', stored_credentials: ['api_token'] });
  });

  it('pages the logs', async () => {
    await add(BOOKS);
    for (let n = 0; n < 3; n += 1) await bench.ended(await bench.ask('POST', '/integrations/ksiegi/verify'));
    type Page = { runs: RunWords[]; next?: string };
    const first = (await bench.ask('GET', '/integrations/ksiegi/logs?limit=2')).json as Page;
    expect(first.runs).toHaveLength(2);
    const second = (await bench.ask('GET', `/integrations/ksiegi/logs?limit=2&before=${String(first.next)}`))
      .json as Page;
    expect(second.runs).toHaveLength(1);
    expect(second.next).toBeUndefined();
    const ids = [...first.runs, ...second.runs].map(({ id }) => id);
    expect(ids).toEqual([...ids].sort().reverse());
  });

  it('stays unverified when the service refuses, says why at the sync, and is used by no bulk action', async () => {
    await add({ ...BOOKS, credentials: { api_token: 'wrong/firma', subdomain: 'firma' } });
    const refused = await bench.ask('POST', '/integrations/ksiegi/sync/invoices');
    expect(refused).toMatchObject({ status: 422, json: { error: { kind: 'auth' } } });
    expect(await view('ksiegi')).toMatchObject({ state: 'unverified', problem: { kind: 'auth' } });
    expect((await logs('ksiegi'))[0]).toMatchObject({ kind: 'verify', state: 'failed' });
    const { json } = await bench.ask('POST', '/integrations/actions/sync-all-invoices');
    expect((json as { results: BulkLine[] }).results).toMatchObject([
      { integration: 'ksiegi', result: 'skipped', reason: 'unverified' },
    ]);
  });

  it('keeps what is not sent; changed credentials have to be verified again', async () => {
    await add(BOOKS);
    await bench.ended(await bench.ask('POST', '/integrations/ksiegi/verify'));
    await bench.ask('PUT', '/integrations/ksiegi', { settings: { since: '2026-08-01' }, title: 'Księgi' });
    expect(await view('ksiegi')).toMatchObject({ state: 'ok', title: 'Księgi', settings: { since: '2026-08-01' } });
    await bench.ask('PUT', '/integrations/ksiegi', { credentials: { api_token: 'other/firma' } });
    expect(await view('ksiegi')).toMatchObject({ state: 'unverified', settings: { since: '2026-08-01' } });
    await bench.ask('PUT', '/integrations/ksiegi', BOOKS);
    expect(await bench.ended(await bench.ask('POST', '/integrations/ksiegi/verify'))).toMatchObject({ state: 'done' });
    expect(await view('ksiegi')).toMatchObject({ state: 'ok' });
  });

  it('carries no stored secret to an address that comes without it', async () => {
    await add(CLOUD);
    const moved = await bench.ask('PUT', '/integrations/chmura', { base_url: 'https://elsewhere.example' });
    expect(moved).toMatchObject({
      status: 400,
      json: {
        error: { key: 'api.address_needs_credentials', field_errors: { password: expect.any(String) as string } },
      },
    });
    const whole = { base_url: 'https://elsewhere.example', credentials: { password: 'another' } };
    expect(await bench.ask('PUT', '/integrations/chmura', whole)).toMatchObject({ status: 200 });
  });

  it('takes no name of a file on this computer from a program: a library would run with every sign-in in reach', async () => {
    const fiskaly = demoBody(known('fiskaly'), 'kasa', 'fiscal');
    const library = { transport: 'library', library_path: '/tmp/anything.so' };
    const named = { ...fiskaly, credentials: { ...fiskaly.credentials, ...library } };
    const refused = { error: { key: 'api.fields', field_errors: { library_path: expect.any(String) as string } } };
    expect(await bench.ask('POST', '/integrations/', named)).toMatchObject({ status: 400, json: refused });
    await add(fiskaly);
    const changed = await bench.ask('PUT', '/integrations/kasa', { settings: library });
    expect(changed).toMatchObject({ status: 400, json: refused });
    const written = await bench.ask('PUT', '/integrations/kasa', { settings: { debug_file: '/tmp/anything' } });
    expect(written.status).toBe(400);
    // What a person has chosen in the window may be sent back as it was read.
    const { settings } = await view('kasa');
    const [{ id: connectionId } = { id: '' as ConnectionId }] = await bench.kontor.call('connections.list', {
      companyId: (await view('kasa')).company.id as CompanyId,
    });
    await bench.kontor.call('connections.saveSettings', {
      connectionId,
      settings: { ...settings, transport: 'library', library_path: '/opt/fiskaly' },
    });
    expect((await bench.ask('PUT', '/integrations/kasa', { settings: (await view('kasa')).settings })).status).toBe(
      200,
    );
    expect(await view('kasa')).toMatchObject({ settings: { library_path: '/opt/fiskaly' } });
  });

  it('goes on with the same invoices when a connection was removed and added again', async () => {
    await add(BOOKS);
    await bench.ended(await bench.ask('POST', '/integrations/ksiegi/sync/invoices'));
    const [company] = await bench.kontor.call('companies.list', undefined);
    expect(await bench.ask('DELETE', '/integrations/ksiegi')).toMatchObject({ status: 204, text: '' });
    expect(await bench.ask('GET', '/integrations/ksiegi')).toMatchObject({ status: 404 });
    await add({ ...BOOKS, id: 'ksiegi-2' });
    const run = await bench.ended(await bench.ask('POST', '/integrations/ksiegi-2/sync/invoices'));
    expect(run).toMatchObject({ state: 'done', parts: [{ integration: 'ksiegi-2', new_count: 0 }] });
    expect((await bench.kontor.call('companies.list', undefined))[0]?.invoiceCount).toBe(company?.invoiceCount);
    // The check of then belongs to the connection that came of it.
    expect((await logs('ksiegi-2')).map(({ kind }) => kind)).toContain('verify');
  });

  it('answers bulk actions per connection, and a month to every destination', async () => {
    await add(BOOKS);
    await add(CLOUD);
    await add({ ...demoBody(known('infakt'), 'drugie', 'accounting') });
    for (const id of ['ksiegi', 'chmura']) await bench.ended(await bench.ask('POST', `/integrations/${id}/verify`));
    const all = (await bench.ask('POST', '/integrations/actions/sync-all-invoices')).json as { results: BulkLine[] };
    expect(all.results).toMatchObject([
      { integration: 'ksiegi', result: 'started' },
      { integration: 'drugie', result: 'skipped', reason: 'unverified' },
    ]);
    await bench.kontor.ended(runOf(all.results[0]));
    const again = (await bench.ask('POST', '/integrations/actions/sync-all-invoices')).json as { results: BulkLine[] };
    expect(again.results[0]).toMatchObject({ result: 'fresh' });
    const sent = await bench.ask('POST', '/integrations/actions/upload-monthly-reports');
    expect(sent).toMatchObject({
      status: 202,
      json: { month: '2026-09', results: [{ integration: 'chmura', result: 'started' }] },
    });
    const [line] = (sent.json as { results: BulkLine[] }).results;
    expect(await bench.kontor.ended(runOf(line))).toMatchObject({ state: 'done', trigger: 'api' });
  });

  it('streams a run to its end', async () => {
    await add(BOOKS);
    const { json } = await bench.ask('POST', '/integrations/ksiegi/sync/invoices');
    const { text, headers } = await bench.ask('GET', (json as { events: string }).events.slice('/api'.length));
    expect(headers.get('content-type')).toMatch(/^text\/event-stream/);
    const events = text
      .trim()
      .split('\n\n')
      .map((block) => {
        const [, name, data = ''] = /^event: (\w+)\ndata: (.+)$/.exec(block) ?? [];
        return { name, run: JSON.parse(data) as RunWords };
      });
    expect(events.at(-1)).toMatchObject({ name: 'ended', run: { state: 'done' } });
    expect(events.filter(({ name }) => name === 'ended')).toHaveLength(1);
  });

  it('puts a connection where its tax id belongs, and asks when nobody can know', async () => {
    await bench.ask('POST', '/companies', { name: 'Druga', country: 'PL', tax_id: '7740001454' });
    expect(await bench.ask('POST', '/integrations', BOOKS)).toMatchObject({
      status: 400,
      json: { error: { key: 'api.company_needed' } },
    });
    await add({ ...BOOKS, company: 'druga' });
    expect(await view('ksiegi')).toMatchObject({ company: { name: 'Druga' } });
    await bench.ended(await bench.ask('POST', '/integrations/ksiegi/verify'));
    const { company, identity } = await view('ksiegi');
    expect(identity).toBeDefined();
    expect(['Zielona Kuźnia', 'Druga']).toContain(company.name);
  });

  it.each([
    ['a field that the service does not have', { ...BOOKS, credentials: { api_tokn: 'x' } }, 'api.fields', 'api_tokn'],
    ['a field that the body does not have', { ...BOOKS, nonsense: 1 }, 'api.bad_request', 'nonsense'],
    ['no credentials', { ...BOOKS, credentials: undefined }, 'api.bad_request', 'credentials'],
    ['an id of another form', { ...BOOKS, id: '../etc' }, 'api.bad_request', 'id'],
    ['a required one missing', { ...BOOKS, credentials: { subdomain: 'x' } }, 'connect.fields', 'api_token'],
  ])('names what is wrong: %s', async (_, body, key, field) => {
    const { status, json } = await bench.ask('POST', '/integrations/', body);
    expect(status).toBe(400);
    expect(json).toMatchObject({ error: { key, field_errors: { [field]: expect.any(String) as string } } });
  });

  it.each([
    ['another type', { ...BOOKS, integration_type: 'fiscal' }, 'api.other_type'],
    ['an unknown provider', { ...BOOKS, provider: 'nobody' }, 'api.unknown_provider'],
    ['an unknown company', { ...BOOKS, company: 'Nikt' }, 'api.company_unknown'],
  ])('refuses %s', async (_, body, key) => {
    expect(await bench.ask('POST', '/integrations/', body)).toMatchObject({ status: 400, json: { error: { key } } });
  });

  it('refuses half a range, a month without invoices by its run, and work that a connection cannot do', async () => {
    await add(BOOKS);
    await add(CLOUD);
    const half = await bench.ask('POST', '/integrations/ksiegi/sync/invoices', { date_from: '2026-01-01' });
    expect(half).toMatchObject({ status: 400, json: { error: { key: 'api.half_a_range' } } });
    expect(await bench.ask('POST', '/integrations/chmura/sync/invoices')).toMatchObject({ status: 400 });
    const month = { year: 2026, month: 1 };
    expect(await bench.ask('POST', '/integrations/ksiegi/upload/report', month)).toMatchObject({ status: 400 });
    const empty = await bench.ended(await bench.ask('POST', '/integrations/chmura/upload/report', month));
    expect(empty).toMatchObject({ state: 'failed', problem: { key: 'upload.empty_month' } });
  });

  it('gives an id once, however many ask for it at the same time', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => bench.ask('POST', '/integrations/', BOOKS)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array.from({ length: 19 }, () => 409)]);
  });
});

function runOf(line: BulkLine | undefined): NonNullable<BulkLine['run']> {
  if (line?.run === undefined) throw new Error('nothing was started');
  return line.run;
}
