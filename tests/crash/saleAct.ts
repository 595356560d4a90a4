// A sale from the empty form to the receipt, as a person does it who may be thrown out anywhere: what is there already is not done again.
import { createHash } from 'node:crypto';
import type { SalesDraftId } from '../../shared/contract/selling';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { SalesInvoice, SalesLine } from '../../shared/domain/salesInvoice';
import type { TestApp } from '../support/testApp';

export const SALE_NUMBER = 'FV/2026/11/777';
/** Too many for one row of the config store. */
export const LINES = 800;

function lines(): readonly SalesLine[] {
  const line = { quantity: '2', unit: 'szt.', price: '10.50', vat: { treatment: 'taxed', percent: '23' } } as const;
  // Names that do not pack.
  return Array.from({ length: LINES }, (_, n) => ({
    ...line,
    name: createHash('sha512').update(String(n)).digest('base64'),
  }));
}

async function invoiceOf(kontor: TestApp, companyId: CompanyId): Promise<SalesInvoice> {
  return {
    ...(await kontor.call('selling.blank', { companyId })),
    number: SALE_NUMBER,
    seller: {
      identity: { type: 'nip', nip: '5265877635' },
      name: 'Zakład Kowalstwa Artystycznego Sp. z o.o.',
      address: { country: 'PL', line1: 'ul. Kuźnicza 5' },
    },
    buyer: {
      identity: { type: 'nip', nip: '9662345671' },
      name: 'Ogrody Miejskie S.A.',
      address: { country: 'PL', line1: 'ul. Lipowa 1', line2: '15-001 Białystok' },
      isLocalGovernmentUnit: false,
      isVatGroupMember: false,
    },
    lines: [...lines()],
  };
}

/** Begun, written on, begun over and thrown away, and written on again: each a save of its own. */
async function draftOf(kontor: TestApp, companyId: CompanyId): Promise<SalesDraftId> {
  const drafts = await kontor.call('selling.drafts', { companyId });
  const whole = await invoiceOf(kontor, companyId);
  const few = { ...whole, lines: whole.lines.slice(0, 1) };
  const known = drafts.find(({ number }) => number === SALE_NUMBER)?.id;
  const { id } =
    known === undefined ? await kontor.call('selling.saveDraft', { companyId, invoice: few }) : { id: known };
  await kontor.call('selling.saveDraft', { companyId, id, invoice: whole });
  const slip = { ...few, number: 'by mistake' };
  const stale = (await kontor.call('selling.drafts', { companyId })).filter(({ number }) => number === slip.number);
  if (stale.length === 0 && known === undefined) {
    const { id: begun } = await kontor.call('selling.saveDraft', { companyId, invoice: slip });
    await kontor.call('selling.removeDraft', { companyId, id: begun });
  }
  for (const { id: old } of stale) await kontor.call('selling.removeDraft', { companyId, id: old });
  return id;
}

/** Into the outbox, unless it lies there. */
export async function laidOut(kontor: TestApp, companyId: CompanyId, connectionId: ConnectionId): Promise<void> {
  const lying = await kontor.call('sending.list', { companyId, limit: 200 });
  if (lying.some(({ facts }) => facts.number === SALE_NUMBER)) return;
  const draftId = await draftOf(kontor, companyId);
  const { invoice } = await kontor.call('selling.draft', { companyId, id: draftId });
  const { id, findings } = await kontor.call('selling.write', {
    companyId,
    connectionId,
    invoice,
    mode: 'online',
    draftId,
  });
  if (id === undefined) throw new Error(JSON.stringify(findings));
}
