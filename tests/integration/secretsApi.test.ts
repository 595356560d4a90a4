// Every credential field of every provider holds a canary that comes in through the local API, in its place and in wrong ones. It must
// turn up nowhere: not in answers, validation problems, events, logs or files.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { registry } from '../../electron/core/providers/registry';
import type { ProviderManifest } from '../../electron/core/providers/sdk/defineProvider';
import { addCompany, apiBench, type ApiBench } from '../support/apiBench';
import { findSecrets, findSecretsBelow, uglyCanary, type Secret } from '../support/secretForms';

const TYPES = ['accounting', 'cloud_storage', 'e_invoicing', 'edi', 'fiscal'];

let bench: ApiBench;
const secrets: Secret[] = [];
const answers: string[] = [];
const stored: string[] = [];

const credentialsOf = (manifest: ProviderManifest): string[] =>
  manifest.fields.filter(({ store }) => store === 'credentials').map(({ id }) => id);

async function ask(method: string, place: string, body?: unknown, type?: string): Promise<number> {
  const { status, headers, text } = await bench.ask(
    method,
    place,
    body,
    type === undefined ? {} : { 'content-type': type },
  );
  answers.push(`${method} ${String(status)} ${JSON.stringify([...headers])} ${text}`);
  return status;
}

async function plant(manifest: ProviderManifest): Promise<void> {
  const id = `http-${manifest.id.replaceAll('_', '-')}`;
  const canaries = Object.fromEntries(credentialsOf(manifest).map((field) => [field, uglyCanary()]));
  for (const [field, value] of Object.entries(canaries)) secrets.push({ name: `${manifest.id}.${field}`, value });
  const some = Object.values(canaries)[0] ?? '';
  const { base_url: address, ...values } = { ...manifest.demoValues, ...canaries } as Record<string, string>;
  const body = { id, provider: manifest.id, credentials: values, ...(address ? { base_url: address } : {}) };
  // Wherever it may be put by mistake: as a name, as a type, nested, in broken JSON, as text, in the path, in a query.
  await ask('POST', '/integrations/', { ...body, [some]: some, integration_type: some });
  for (const type of TYPES) {
    const nested = { ...values, [some]: { some } };
    await ask('POST', '/integrations/', { ...body, integration_type: type, credentials: nested });
    await ask('POST', '/integrations/', { ...body, integration_type: type, settings: { [some]: some } });
    if ((await ask('POST', '/integrations/', { ...body, integration_type: type })) === 201) stored.push(manifest.id);
  }
  await ask('POST', '/integrations/', `{"id": "${id}", ${some}`);
  await ask('POST', '/integrations/', some, 'text/plain');
  await ask('PUT', `/integrations/${id}`, { settings: { [some]: some }, provider: some });
  await ask('GET', `/integrations/${encodeURIComponent(some)}?${encodeURIComponent(some)}=1`);
  await ask('GET', `/runs?${encodeURIComponent(some)}=${encodeURIComponent(some)}`);
  await ask('POST', `/integrations/${id}/sync/invoices`, { project_id: 1, date_from: some });
  // The service refuses it, in words of its own.
  await ask('POST', `/integrations/${id}/sync/invoices`);
  await ask('POST', `/integrations/${id}/upload/report`, { year: 2026, month: 9 });
  for (const place of ['', `/${id}`, `/${id}/logs`, '/providers']) await ask('GET', `/integrations${place}`);
}

beforeAll(async () => {
  bench = await apiBench(registry);
  await addCompany(bench);
  for (const manifest of registry) await plant(manifest);
  await ask('GET', '/runs?limit=100');
  await bench.kontor.call('app.saveSupportFile', undefined);
}, 120_000);
afterAll(() => bench.close());

describe('a secret that came through the API', () => {
  it('was stored for every service, and sent', () => {
    expect(stored).toEqual(registry.map(({ id }) => id));
    expect(secrets.length).toBeGreaterThan(registry.length);
  });

  it('is in no answer', () => {
    expect(answers.length).toBeGreaterThan(100);
    expect(answers.flatMap((text) => findSecrets(text.slice(0, 40), Buffer.from(text), secrets))).toEqual([]);
  });

  it('is in no event', () => {
    expect(bench.kontor.told.flatMap((text) => findSecrets(text.slice(0, 60), Buffer.from(text), secrets))).toEqual([]);
  });

  it('lies in no file, nor does the token', () => {
    const all = [...secrets, { name: 'the token', value: bench.token }];
    expect(findSecretsBelow(bench.folder, all)).toEqual([]);
  });
});
