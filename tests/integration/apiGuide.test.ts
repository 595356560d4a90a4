// The original guide's examples over the local API: every body, every command, first with a firm of its own, then on the demo company.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { IntegrationView, ProblemWords, StartedRun } from '../../shared/contract/integrations';
import { passWaits } from '../contract/bench';
import { addCompany, apiBench, closeApiBenches, type ApiBench } from '../support/apiBench';
import {
  demoOf,
  guideBodies,
  guideCommand,
  guideCommands,
  guideCurl,
  isGuideMissing,
  type GuideCurl,
} from '../support/guide';

describe.skipIf(isGuideMissing)("the guide's examples", () => {
  closeApiBenches();
  let bench: ApiBench;
  let curl: GuideCurl;
  beforeEach(async () => {
    bench = await apiBench(registry);
    curl = guideCurl(bench);
  });
  afterEach(() => {
    curl.close();
  });

  it('finds them all', () => {
    expect(guideBodies).toHaveLength(10);
    expect(guideCommands).toHaveLength(3);
  });

  it('takes every body, stores it unverified, and gives no credential back', async () => {
    await addCompany(bench);
    for (const body of guideBodies) {
      const { status, json, text } = await bench.ask('POST', '/integrations/', body);
      expect(text).not.toMatch(
        /klucz-|token-|haslo|twoj-client-secret|sl\.token|eyJ0|wJalrX|azure-app-secret|1\/\/refresh/,
      );
      expect({ status, ...(json as object) }).toMatchObject({ status: 201, id: body.id, state: 'unverified' });
    }
    const list = (await bench.ask('GET', '/integrations/')).json as IntegrationView[];
    expect(list.map(({ id }) => id).sort()).toEqual(guideBodies.map(({ id }) => id).sort());
    const again = await bench.ask('POST', '/integrations/', guideBodies[0]);
    expect(again).toMatchObject({ status: 409, json: { error: { key: 'api.id_taken' } } });
  });

  it('runs as written: adds, syncs with dates and project, uploads a report', { timeout: 60_000 }, async () => {
    await addCompany(bench);
    const added = await curl.run(guideCommand('/api/integrations/ \\'));
    expect(added).toMatchObject({ status: 201, json: { id: 'moja-ifirma', state: 'unverified' } });
    // Its placeholders open nothing: real keys come with a change, as anybody's would.
    await bench.ask('PUT', '/integrations/moja-ifirma', demoOf('moja-ifirma', 'ifirma', 'accounting'));
    await bench.ask('POST', '/integrations/', demoOf('moj-nextcloud', 'nextcloud', 'cloud_storage'));

    const synced = await curl.run(guideCommand('/sync/invoices'));
    expect(synced.status).toBe(202);
    const run = await bench.ended(synced);
    expect(run).toMatchObject({
      kind: 'sync',
      trigger: 'api',
      state: 'done',
      date_from: '2025-01-01',
      date_to: '2025-01-31',
    });
    expect(run).toMatchObject({ project_id: '00000000-0000-0000-0000-000000000001' });
    const { json: after } = await bench.ask('GET', '/integrations/moja-ifirma');
    expect(after).toMatchObject({ state: 'ok', company: { tax_id: '5265877635' } });

    // That month has no such report here; what there is, is named.
    const refused = await curl.run(guideCommand('/upload/report'));
    expect(refused).toMatchObject({ status: 404, json: { error: { key: 'api.no_report' } } });
    expect((refused.json as { error: ProblemWords }).error.what).toContain('raport-br-2025-01.pdf');

    await bench.ended(await bench.ask('POST', '/integrations/moja-ifirma/sync/invoices'));
    const month = { year: 2026, month: 9 };
    const built = await bench.ended(await bench.ask('POST', '/integrations/moj-nextcloud/upload/report', month));
    expect(built).toMatchObject({ kind: 'upload', month: '2026-09', state: 'done' });
    const written = guideCommand('/upload/report')
      .replace('raport-br-2025-01.pdf', '2026-09-r1.zip')
      .replace('"year": 2025', '"year": 2026')
      .replace('"month": 1', '"month": 9');
    const named = await curl.run(written);
    expect(await bench.ended(named)).toMatchObject({ kind: 'upload', state: 'done' });
    expect((named.json as StartedRun).events).toBe(`${(named.json as StartedRun).follow}/events`);
  });

  it('run as written against the demo company, all green', { timeout: 120_000 }, async () => {
    const { kontor, ask, folder } = bench;
    const { id: companyId } = await kontor.call('companies.openDemo', undefined);
    const [first] = await kontor.call('runs.list', { kind: 'sync', companyId, limit: 1 });
    if (!first) throw new Error('no sync was started');
    kontor.app.events.listen(() => void passWaits(kontor, first.id));
    expect(await kontor.ended(first.id)).toMatchObject({ state: 'done' });
    // The account can be connected once: the demo's own connection to it makes room for the guide's.
    const own = ((await ask('GET', '/integrations/')).json as IntegrationView[]).find(
      ({ provider }) => provider === 'ifirma',
    );
    expect((await ask('DELETE', `/integrations/${own?.id ?? ''}`)).status).toBe(204);

    expect(await curl.run(guideCommand('/api/integrations/ \\'))).toMatchObject({
      status: 201,
      json: { id: 'moja-ifirma' },
    });
    expect((await ask('PUT', '/integrations/moja-ifirma', demoOf('moja-ifirma', 'ifirma', 'accounting'))).status).toBe(
      200,
    );
    const synced = await curl.run(guideCommand('/sync/invoices'));
    expect(synced.status).toBe(202);
    expect(await bench.ended(synced)).toMatchObject({ kind: 'sync', state: 'done', date_from: '2025-01-01' });

    // The guide's folder, and a report of its name brought to its month.
    const { credentials, ...body } = demoOf('moj-nextcloud', 'nextcloud', 'cloud_storage');
    const { default_folder: _, ...account } = credentials;
    const place = { ...body, credentials: account, settings: { default_folder: '/BR-Reports' } };
    expect((await ask('POST', '/integrations/', place)).status).toBe(201);
    const report = path.join(folder, 'raport-br-2025-01.pdf');
    writeFileSync(report, '%PDF-1.7 January');
    await kontor.call('reports.drop', { companyId, month: '2025-01', paths: [report] });
    const sent = await curl.run(guideCommand('/upload/report'));
    expect(sent.status).toBe(202);
    expect(await bench.ended(sent)).toMatchObject({ kind: 'upload', state: 'done', month: '2025-01' });
    const rows = await kontor.call('reports.month', { companyId, month: '2025-01' });
    expect(JSON.stringify(rows)).toContain('/BR-Reports/2025/01/raport-br-2025-01.pdf');
    expect(await ask('GET', '/integrations/moj-nextcloud')).toMatchObject({ json: { state: 'ok' } });
  });
});
