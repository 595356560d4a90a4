// The main job, by the buttons a user presses.

import type { Page } from 'playwright';
import type { CompanyId } from '../../shared/domain/ids.ts';
import { ask, until } from './ask.ts';
import { eArve } from './eArve.ts';

export async function demoCompany(window: Page): Promise<CompanyId> {
  return until('the demo company', async () => {
    const companies = await ask(window, 'companies.list', undefined);
    return companies.find((company) => company.isDemo)?.id ?? null;
  });
}

/** *Open the demo*: every provider through the wizard's own path, then the first sync. */
export async function connectAndSync(window: Page) {
  await ask(window, 'app.saveSettings', { language: 'en', theme: 'light', contrast: 'system' });
  await window.getByRole('button', { name: 'Open the demo' }).click();
  const companyId = await demoCompany(window);
  const run = await until('the first sync', async () => {
    const [sync] = await ask(window, 'runs.list', { companyId, kind: 'sync', limit: 1 });
    if (sync?.state === 'failed') throw new Error(`the sync stopped: ${sync.problem?.key ?? 'unknown'}`);
    return sync?.state === 'done' ? sync : null;
  });
  const connections = await ask(window, 'connections.list', { companyId });
  return {
    connections: connections.map(({ title, providerId, identity }) => ({ title, provider: providerId, identity })),
    invoices: run.parts.map((part) => ({
      source: connections.find(({ id }) => id === part.connectionId)?.title ?? '',
      count: part.newCount,
    })),
  };
}

/** One invoice out through the Estonian post box: switched on, drafted, looked at, confirmed, found among the others. */
export async function sendOne(window: Page) {
  const companyId = await demoCompany(window);
  const connections = await ask(window, 'connections.list', { companyId });
  const box = connections.find(({ providerId }) => providerId === 'krediidiinfo');
  if (!box) throw new Error('no Estonian post box was connected');
  const connectionId = box.id;
  await ask(window, 'connections.saveSettings', { connectionId, settings: { sending: true } });
  const base64 = Buffer.from(eArve(new Date().toISOString().slice(0, 10)), 'utf8').toString('base64');
  const draft = { companyId, connectionId, fileName: 'arve.xml', base64, mode: 'online' } as const;
  const { id } = await ask(window, 'sending.draft', draft);
  const { token, target } = await ask(window, 'sending.prepare', { ids: [id] });
  if (token === undefined) throw new Error('something stands in the way of sending');
  await ask(window, 'sending.confirm', { token });
  const item = await until('the invoice to be taken', async () => {
    const now = await ask(window, 'sending.get', { id });
    if (now.problem) throw new Error(`sending stopped: ${now.problem.key}`);
    return now.hasReceipt ? now : null;
  });
  const filter = { companyId, connectionId, direction: 'sale' } as const;
  const { rows } = await ask(window, 'invoices.list', { filter, sort: 'date_desc', limit: 1 });
  return { sent: { number: rows[0]?.number ?? '', from: box.title, to: target, as: item.remoteNumber ?? '' } };
}

/** *Reports*, *Upload*: builds last month's bundle, uploads it to every destination, waits for the receipts. */
export async function uploadLastMonth(window: Page) {
  const companyId = await demoCompany(window);
  const month = monthBeforeNow();
  await window
    .getByRole('button', { name: /^Reports/ })
    .first()
    .click();
  await window
    .getByRole('button', { name: /^Upload \S+/ })
    .first()
    .click();
  const bundle = await until('the receipts', async () => {
    const [run] = await ask(window, 'runs.list', { companyId, kind: 'upload', limit: 1 });
    if (run?.state === 'failed') throw new Error(`the upload stopped: ${run.problem?.key ?? 'unknown'}`);
    if (run?.state !== 'done') return null;
    return (await ask(window, 'reports.month', { companyId, month })).bundles[0] ?? null;
  });
  const connections = await ask(window, 'connections.list', { companyId });
  return {
    bundle: {
      fileName: bundle.fileName,
      sha256: bundle.sha256,
      identity: bundle.identity,
      invoices: bundle.invoiceCount,
    },
    receipts: bundle.receipts.map((receipt) => ({
      destination: connections.find(({ id }) => id === receipt.connectionId)?.title ?? '',
      file: receipt.path,
      bytes: receipt.bytes,
      sha256: receipt.sha256,
      verifiedBy: receipt.verifiedBy,
      at: receipt.at,
    })),
  };
}

function monthBeforeNow(): string {
  const now = new Date();
  const before = new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1, 1));
  return before.toISOString().slice(0, 7);
}
