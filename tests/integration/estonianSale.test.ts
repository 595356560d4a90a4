// A sale of an Estonian firm through the whole core: the form's start, what it is told, the files, the way through a post box.
import { readFileSync } from 'node:fs';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import krediidiinfo from '../../electron/core/providers/krediidiinfo/index';
import { demoOrigin } from '../../electron/core/providers/sdk/demoOrigin';
import { CLIENTS, createEdiSimulator, type EdiSimulator } from '../../electron/core/providers/sdk/edi/simulator/index';
import { formatFor } from '../../electron/core/formats/registry';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import type { SalesInvoice } from '../../shared/domain/salesInvoice';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';

let folder: string;
let kontor: TestApp;
let simulator: EdiSimulator;
let companyId: CompanyId;

beforeEach(async () => {
  folder = dataFolder();
  const clock = testClock();
  simulator = createEdiSimulator({ now: () => clock.now(), baseUrl: demoOrigin('krediidiinfo'), seed: 1 });
  const manifest = { ...krediidiinfo, simulator: () => Promise.resolve(() => simulator) };
  kontor = await startApp(testHost({ data: folder, clock, encryptionKey: newEncryptionKey() }), [manifest]);
  const company = { name: 'Põhjala Müük OÜ', country: 'EE', taxId: CLIENTS.demo.code } as const;
  ({ id: companyId } = await kontor.call('companies.create', company));
});
afterEach(async () => {
  await kontor.stop();
  removeDataFolder(folder);
});

const blank = () => kontor.call('selling.blank', { companyId });
const filled = async (): Promise<SalesInvoice> => {
  const start = await blank();
  return {
    ...start,
    number: '2026-17',
    seller: { ...start.seller, address: { country: 'EE', line1: 'Pikk 1', line2: '10123 Tallinn' } },
    buyer: {
      ...start.buyer,
      name: 'Ostja OÜ',
      registryCode: CLIENTS.others.code,
      address: { country: 'EE', line1: 'Lai 2', line2: '51005 Tartu' },
    },
    lines: start.lines.map((line) => ({ ...line, name: 'Nõustamine', quantity: '2', price: '50' })),
    payment: { ...start.payment, reference: '202600017', accounts: [{ number: 'EE382200221020145685' }] },
  };
};
const keysOf = (findings: readonly { readonly key: string; readonly level: string }[]) =>
  findings.filter(({ level }) => level === 'stop').map(({ key }) => key.replace('sales.finding.', ''));
const save = async (as: 'earve' | 'ubl' | 'pdf', invoice: SalesInvoice) =>
  kontor.call('selling.saveFile', { companyId, invoice, as, language: 'et' });

describe('the form of an Estonian firm', () => {
  it('begins with euros, its rate, its code in the register, and no NIP', async () => {
    expect(await blank()).toMatchObject({
      currency: 'EUR',
      seller: { name: 'Põhjala Müük OÜ', registryCode: CLIENTS.demo.code, identity: { type: 'none' } },
      buyer: { identity: { type: 'none' } },
      lines: [{ unit: 'tk', vat: { treatment: 'taxed', percent: '24' } }],
    });
  });

  it('is told what an E-arve wants, not what KSeF wants', async () => {
    const missing = keysOf(await kontor.call('selling.check', { companyId, invoice: await blank() }));
    expect(missing).toEqual(expect.arrayContaining(['registry_code_needed', 'town_needed', 'account_needed']));
    expect(missing).not.toEqual(expect.arrayContaining(['seller_nip']));
    expect(keysOf(await kontor.call('selling.check', { companyId, invoice: await filled() }))).toEqual([]);
  });

  it('is saved as E-arve, as UBL and as a page', async () => {
    const invoice = await filled();
    for (const as of ['earve', 'ubl'] as const) {
      const { savedTo = '' } = await save(as, invoice);
      const bytes = readFileSync(savedTo);
      const format = formatFor(bytes);
      expect(format?.id).toBe(as);
      expect(format?.parse(bytes)).toMatchObject({ number: '2026-17', gross: '124.00', currency: 'EUR' });
    }
    const { savedTo = '' } = await save('pdf', invoice);
    expect(readFileSync(savedTo).subarray(0, 5).toString()).toBe('%PDF-');
  });

  it('is not saved while something is missing', async () => {
    const { savedTo, findings } = await save('earve', await blank());
    expect(savedTo).toBeUndefined();
    expect(keysOf(findings).length).toBeGreaterThan(0);
  });
});

describe('through a post box', () => {
  let connectionId: ConnectionId;
  beforeEach(async () => {
    ({ connectionId } = await kontor.connect(
      { providerId: krediidiinfo.id, companyId },
      { ...krediidiinfo.demoValues },
    ));
    await kontor.call('sending.setOn', { connectionId, isOn: true });
  });
  const sent = async (invoice: SalesInvoice) => {
    const order = { companyId, connectionId, invoice, mode: 'online' } as const;
    const { id, findings } = await kontor.call('selling.write', order);
    if (id === undefined) throw new Error(JSON.stringify(findings));
    const prepared = await kontor.call('sending.prepare', { ids: [id] });
    const { runId } = await kontor.call('sending.confirm', { token: prepared.token ?? '' });
    await kontor.ended(runId);
    return { prepared, item: await kontor.call('sending.get', { id }) };
  };

  it('goes as E-arve, and comes back as a sale under the number that the service gave', async () => {
    expect(await kontor.call('sending.senders', { companyId })).toMatchObject([{ connectionId, isOn: true }]);
    const { prepared, item } = await sent(await filled());
    expect(prepared.items[0]?.findings).toEqual([]);
    expect(item).toMatchObject({ state: 'accepted', facts: { format: 'earve', number: '2026-17' } });
    expect(simulator.control.sold()).toHaveLength(1);
    expect(item.remoteNumber).not.toContain('~');
    const { rows } = await kontor.call('invoices.list', {
      filter: { companyId, direction: 'sale' },
      sort: 'date_desc',
      limit: 5,
    });
    expect(rows.map(({ number }) => number)).toEqual(['2026-17']);
    const detail = await kontor.call('invoices.get', { id: rows[0]?.id ?? (0 as never) });
    expect(detail.remoteNumber).toBe(item.remoteNumber);
  });

  it('is the start of the next one: seller, account, number, and its customer', async () => {
    await sent(await filled());
    const next = await blank();
    expect(next).toMatchObject({
      number: '2026-18',
      seller: { registryCode: CLIENTS.demo.code, address: { country: 'EE', line1: 'Pikk 1' } },
      payment: { accounts: [{ number: 'EE382200221020145685' }] },
    });
    const [customer] = await kontor.call('selling.customers', { companyId, search: 'ost' });
    const buyer = await kontor.call('selling.customer', {
      companyId,
      invoiceId: customer?.invoiceId ?? (0 as never),
    });
    expect(buyer).toMatchObject({ name: 'Ostja OÜ', registryCode: CLIENTS.others.code, address: { country: 'EE' } });
    expect(keysOf(await kontor.call('selling.check', { companyId, invoice: { ...(await filled()), buyer } }))).toEqual(
      [],
    );
  });

  it('is taken back by a credit note', async () => {
    await sent(await filled());
    const { rows } = await kontor.call('invoices.list', { filter: { companyId }, sort: 'date_desc', limit: 50 });
    const sold = rows.find(({ number }) => number === '2026-17');
    const start = await kontor.call('selling.correction', { companyId, invoiceId: sold?.id ?? (0 as never) });
    const credit: SalesInvoice = {
      ...start,
      number: 'K-1',
      payment: { ...start.payment, accounts: [{ number: 'EE382200221020145685' }] },
      correction: { ...(start.correction ?? { corrected: [], buyersBefore: [] }), reason: 'Tagastus' },
      lines: start.lines.map((line) => (line.isBefore === true ? line : { ...line, quantity: '0' })),
    };
    const { item } = await sent(credit);
    expect(item).toMatchObject({ state: 'accepted', facts: { kind: 'correction', gross: { amount: '-124.00' } } });
  });
});
