// A firm of its own, not the demo's: its one source is the simulated inFakt.
import { expect, type Page } from 'playwright/test';
import { ask } from '../../../build/demo/ask.ts';
import { type CompanyId, ConnectionSlug } from '../../../shared/domain/ids.ts';
import { look } from './shell.ts';

const INFAKT = ConnectionSlug.parse('moj-infakt');

/** `read`: its invoices are here; `verified`: nobody has asked for any yet. */
export async function addFirm(window: Page, source: 'verified' | 'read'): Promise<CompanyId> {
  await look(window, 'en');
  const firm = { name: 'Zielona Kuźnia sp. z o.o.', country: 'PL', tax_id: '5265877635' } as const;
  await ask(window, 'integrations.addCompany', firm);
  await ask(window, 'integrations.create', {
    id: INFAKT,
    provider: 'infakt',
    integration_type: 'accounting',
    credentials: { api_key: 'demo0infakt0key0demo0infakt0key0' },
    base_url: 'https://infakt.demo.invalid',
  });
  const call = source === 'read' ? 'integrations.syncInvoices' : 'integrations.verify';
  const { run } = await ask(window, call, { id: INFAKT });
  await expect
    .poll(async () => (await ask(window, 'integrations.run', { run })).state, { timeout: 60_000 })
    .toBe('done');
  const [company] = await ask(window, 'companies.list', undefined);
  if (!company) throw new Error('no company');
  return company.id;
}
