// The form of a sales invoice without a window: what it asks of a running core, in the order of a person.
import type { SalesDraftId } from '../../shared/contract/selling';
import type { OutboxId, SendMode } from '../../shared/contract/sending';
import type { SalesInvoice } from '../../shared/domain/salesInvoice';
import { sales, sendNow, type Office } from './sender';

export const blank = ({ kontor, companyId }: Office) => kontor.call('selling.blank', { companyId });
export const filled = async (one: Office): Promise<SalesInvoice> => ({
  ...(await blank(one)),
  number: 'FV/2026/11/001',
  seller: {
    identity: { type: 'nip', nip: (await one.kontor.call('companies.list', undefined))[0]?.taxId ?? '' },
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
  lines: [
    { name: 'brama kuta', quantity: '2', unit: 'szt.', price: '1000.50', vat: { treatment: 'taxed', percent: '23' } },
  ],
});
export const write = async (
  one: Office,
  invoice: SalesInvoice,
  more: { draftId?: SalesDraftId; mode?: SendMode } = {},
) => {
  const { companyId, connectionId } = one;
  return one.kontor.call('selling.write', { companyId, connectionId, invoice, mode: 'online', ...more });
};
export const writeAndSend = async (one: Office, invoice: SalesInvoice): Promise<OutboxId> => {
  const { id, findings } = await write(one, invoice);
  if (id === undefined) throw new Error(JSON.stringify(findings));
  await sendNow(one, id);
  return id;
};
export const keep = ({ kontor, companyId }: Office, invoice: SalesInvoice) =>
  kontor.call('selling.saveDraft', { companyId, invoice });
export const drafts = ({ kontor, companyId }: Office) => kontor.call('selling.drafts', { companyId });
export const rowOf = async (one: Office, number: string) =>
  (await sales(one)).find((row) => row.number === number)?.id ?? (0 as never);
