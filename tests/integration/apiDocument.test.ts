// The OpenAPI document beside what is served: every operation of it answers, every answer fits it, and there is nothing else.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { addCompany, apiBench, closeApiBenches, demoBody, type ApiBench } from '../support/apiBench';
import { OpenApi } from '../support/openapi';

type Operation = Record<string, { responses: Record<string, unknown> }>;
interface Document {
  readonly paths: Record<string, Operation>;
}

const manifests = ['fakturownia', 'nextcloud'].map((id) => registry.find((one) => one.id === id)) as ProviderManifest[];

describe('the OpenAPI document', () => {
  closeApiBenches();
  let bench: ApiBench;
  let document: Document;
  let api: OpenApi;
  beforeEach(async () => {
    bench = await apiBench(manifests);
    document = (await bench.ask('GET', '/openapi.json')).json;
    // What goes for every other status goes for these.
    for (const operation of Object.values(document.paths).flatMap((each) => Object.values(each)))
      for (const status of ['400', '404', '409', '422', '503'])
        operation.responses[status] = operation.responses['default'];
    const file = path.join(bench.folder, 'openapi.json');
    writeFileSync(file, JSON.stringify(document));
    api = new OpenApi(file);
  });

  const asked: [string, string][] = [];
  const ask = async (method: string, place: string, body?: unknown) => {
    asked.push([method, place]);
    const where = place.split('?')[0] ?? '';
    const answer = await bench.ask(method, place, body);
    const response = new Response(answer.text === '' ? null : answer.text, {
      status: answer.status,
      headers: answer.headers,
    });
    await api.checkAnswer(method, where, response);
    return answer;
  };

  it('describes every answer of a day', async () => {
    const [books, cloud] = manifests as [ProviderManifest, ProviderManifest];
    await addCompany(bench);
    await ask('GET', '/companies');
    await ask('POST', '/companies', { name: 'Druga', country: 'EE' });
    await ask('GET', '/integrations/providers');
    const body = { ...demoBody(books, 'ksiegi', 'accounting'), company: '5265877635' };
    await ask('POST', '/integrations', body);
    await ask('POST', '/integrations', body);
    await ask('POST', '/integrations', { ...demoBody(cloud, 'chmura', 'cloud_storage'), company: '5265877635' });
    await ask('GET', '/integrations');
    await ask('GET', '/integrations?company=Druga');
    await ask('GET', '/integrations/ksiegi');
    await ask('GET', '/integrations/niema');
    await ask('PUT', '/integrations/ksiegi', { title: 'Księgi', nonsense: true });
    await ask('PUT', '/integrations/ksiegi', { title: 'Księgi' });
    await bench.ended(await ask('POST', '/integrations/chmura/verify'));
    const run = await bench.ended(await ask('POST', '/integrations/ksiegi/sync/invoices', { project_id: 'p' }));
    await bench.ended(await ask('POST', '/integrations/chmura/upload/report', { year: 2026, month: 9 }));
    await ask('POST', '/integrations/chmura/upload/report', { year: 2026, month: 9, report_name: 'none.pdf' });
    await ask('GET', '/integrations/ksiegi/logs?limit=1');
    await ask('POST', '/integrations/actions/sync-all-invoices');
    await ask('POST', '/integrations/actions/upload-monthly-reports', { year: 2026, month: 9 });
    await ask('GET', '/runs?kind=sync');
    await ask('GET', `/runs/${run.id}`);
    await ask('GET', `/runs/${run.id}/events`);
    await ask('POST', `/runs/${run.id}/cancel`);
    await ask('GET', '/runs/00000000-0000-7000-8000-000000000000');
    await ask('DELETE', '/integrations/ksiegi?archive=delete');
    await ask('GET', '/openapi.json');
    expect(api.problems).toEqual([]);
    const covered = new Set([...api.covered].map((name) => name.replace(/ \d+$/, '')));
    expect(api.names.filter((name) => !covered.has(name))).toEqual([]);
  });

  it('has no place without an operation, and there is no operation that it does not name', async () => {
    for (const [template, operations] of Object.entries(document.paths)) {
      const place = template.replace('{id}', 'niema').replace('{run}', '00000000-0000-7000-8000-000000000000');
      for (const method of ['GET', 'POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS']) {
        const { status, json } = await bench.ask(method, place, ['POST', 'PUT'].includes(method) ? {} : undefined);
        const isNamed = Object.hasOwn(operations, method.toLowerCase());
        expect(status === 405, `${method} ${template}`).toBe(!isNamed);
        if (status === 404) expect(json).toMatchObject({ error: { key: expect.stringMatching(/^error\./) as string } });
      }
    }
  });
});
