// Writing a sales invoice over the whole core: what the form is offered, drafts that survive a restart, customers, corrections.
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { SalesInvoice } from '../../shared/domain/salesInvoice';
import { blank, filled, write, writeAndSend, rowOf } from '../support/salesForm';
import { item, office, sales, SENDING, sendNow } from '../support/sender';

describe('a new invoice', () => {
  it('is offered with what is known, refused at its fields while it is empty, and drawn as a page once it is whole', async () => {
    const one = await office();
    const { companyId } = one;
    const empty = await blank(one);
    expect(empty.lines).toHaveLength(1);
    const found = await one.kontor.call('selling.check', { companyId, invoice: empty });
    expect(found.filter(({ level }) => level === 'stop').map(({ path }) => path)).toContain('buyer.name');
    expect(await write(one, empty)).not.toHaveProperty('id');
    const whole = await filled(one);
    const { findings, view } = await one.kontor.call('selling.preview', { companyId, invoice: whole });
    expect(findings).toMatchObject([{ key: 'sales.finding.account_missing', level: 'look', path: 'payment.accounts' }]);
    expect(JSON.stringify(view)).toContain('Ogrody Miejskie S.A.');
    expect(one.ksef.count(SENDING)).toBe(0);
  });

  it('is laid into the outbox, sent, and the next one follows it with its customer', async () => {
    const one = await office();
    const { companyId } = one;
    const { id } = await write(one, await filled(one));
    if (id === undefined) throw new Error('not written');
    expect(one.ksef.count(SENDING)).toBe(0);
    await sendNow(one, id);
    expect(await item(one, id)).toMatchObject({
      state: 'accepted',
      hasReceipt: true,
      facts: { number: 'FV/2026/11/001', gross: { amount: '2461.23', currency: 'PLN' } },
    });
    const next = await blank(one);
    expect(next).toMatchObject({
      number: 'FV/2026/11/002',
      seller: { name: 'Zakład Kowalstwa Artystycznego Sp. z o.o.', address: { line1: 'ul. Kuźnicza 5' } },
    });
    const [known] = await one.kontor.call('selling.customers', { companyId, search: 'ogrody' });
    expect(known).toMatchObject({ name: 'Ogrody Miejskie S.A.', taxId: '9662345671' });
    const invoiceId = known?.invoiceId ?? (0 as never);
    expect(await one.kontor.call('selling.customer', { companyId, invoiceId })).toMatchObject({
      identity: { type: 'nip', nip: '9662345671' },
      address: { country: 'PL', line1: 'ul. Lipowa 1' },
    });
  });

  it('is corrected by what it said, and the correction is taken', async () => {
    const one = await office();
    const { companyId } = one;
    const { id } = await write(one, await filled(one));
    if (id === undefined) throw new Error('not written');
    await sendNow(one, id);
    const row = (await sales(one)).find(({ number }) => number === 'FV/2026/11/001');
    const correction = await one.kontor.call('selling.correction', { companyId, invoiceId: row?.id ?? (0 as never) });
    const ksefNumber = (await item(one, id)).remoteNumber;
    expect(correction).toMatchObject({
      kind: 'correction',
      correction: { corrected: [{ number: 'FV/2026/11/001', ksefNumber }] },
      lines: [{ isBefore: true, price: '1000.50' }, { price: '1000.50' }],
    });
    const changed: SalesInvoice = {
      ...correction,
      number: 'KOR/2026/11/001',
      correction: { ...correction.correction, reason: 'rabat' } as NonNullable<SalesInvoice['correction']>,
      lines: correction.lines.map((line) => (line.isBefore === true ? line : { ...line, price: '900' })),
    };
    const { id: second, findings } = await write(one, changed);
    expect(findings.filter(({ level }) => level === 'stop')).toEqual([]);
    if (second === undefined) throw new Error('not written');
    await sendNow(one, second);
    expect(await item(one, second)).toMatchObject({ state: 'accepted', facts: { gross: { amount: '-247.23' } } });
  });
});

describe('an advance and its settlement', () => {
  it('are corrected as what they are, by what differs', async () => {
    const one = await office();
    const { companyId } = one;
    const whole = await filled(one);
    const vat = { treatment: 'taxed', percent: '23' } as const;
    await writeAndSend(one, { ...whole, kind: 'advance', number: 'ZAL/1', received: [{ vat, gross: '1230' }] });
    const sums = [{ vat, net: '1000.00', tax: '230.00' }];
    await writeAndSend(one, { ...whole, kind: 'settlement', number: 'ROZ/1', advances: [{ number: 'ZAL/1', sums }] });
    const correction = async (number: string) =>
      one.kontor.call('selling.correction', { companyId, invoiceId: await rowOf(one, number) });
    const advance = await correction('ZAL/1');
    expect(advance).toMatchObject({
      kind: 'advance_correction',
      received: [{ vat, gross: '' }],
      correction: { amountBefore: '1230.00', corrected: [{ number: 'ZAL/1' }] },
    });
    const back = await writeAndSend(one, { ...advance, number: 'KOR/1', received: [{ vat, gross: '-615' }] });
    expect(await item(one, back)).toMatchObject({ state: 'accepted', facts: { gross: { amount: '-615.00' } } });
    const settlement = await correction('ROZ/1');
    expect(settlement).toMatchObject({
      kind: 'settlement_correction',
      correction: { amountBefore: '1231.23' },
      lines: [{ isBefore: true, no: 1 }, { no: 1 }],
    });
    const lines = settlement.lines.map((line) => (line.isBefore === true ? line : { ...line, price: '900.50' }));
    const less = await writeAndSend(one, { ...settlement, number: 'KOR/2', lines });
    expect(await item(one, less)).toMatchObject({ state: 'accepted', facts: { gross: { amount: '-246.00' } } });
  });
});

describe('customers', () => {
  it('are all who were ever sold to, by any words of their name or by their tax id', async () => {
    const one = await office(false, { count: 60 });
    const { companyId, kontor } = one;
    await kontor.ended((await kontor.call('sync.start', { companyId })).runId);
    const names = async (search: string) =>
      (await kontor.call('selling.customers', { companyId, search })).map(({ name }) => name);
    const rows = (await sales(one)).filter(({ isDeleted }) => !isDeleted).toReversed();
    const [newest] = rows;
    const [shown] = await kontor.call('selling.customers', { companyId, search: '' });
    expect(shown?.lastIssueDate).toBe(newest?.issueDate);
    const oldest = rows.at(-1);
    const [word = ''] = (oldest?.counterparty ?? '').split(' ');
    expect(await names(word.toUpperCase())).toContain(oldest?.counterparty);
    const digits = (oldest?.counterpartyTaxId ?? '').replace(/\D/g, '');
    expect(await names(`${digits.slice(0, 3)}-${digits.slice(3)}`)).toContain(oldest?.counterparty);
    expect(await names('nobody at all')).toEqual([]);
    const ids = (await kontor.call('selling.customers', { companyId, search: '' })).map(({ taxId }) => taxId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('a draft', () => {
  it('is there after a restart, half filled as it was, and belongs to its company', async () => {
    const one = await office(false);
    const { companyId } = one;
    const invoice = { ...(await blank(one)), number: 'FV 7/2026', issueDate: '2026-13' };
    const { id } = await one.kontor.call('selling.saveDraft', { companyId, invoice });
    await one.kontor.call('selling.saveDraft', { companyId, id, invoice: { ...invoice, number: 'FV 8/2026' } });
    await one.restart();
    expect(await one.kontor.call('selling.drafts', { companyId })).toMatchObject([{ id, number: 'FV 8/2026' }]);
    expect((await one.kontor.call('selling.draft', { companyId, id })).invoice.issueDate).toBe('2026-13');
    const stranger = '00000000-0000-4000-8000-00000000000a' as never;
    expect(await one.kontor.refused('selling.draft', { companyId: stranger, id })).toMatchObject({
      key: 'sending.draft_gone',
    });
    await one.kontor.call('selling.removeDraft', { companyId, id });
    expect(await one.kontor.call('selling.drafts', { companyId })).toEqual([]);
  });

  const longOne = async (one: Awaited<ReturnType<typeof office>>, lines: number, chars: number) => {
    const start = await filled(one);
    // Nothing that packs well.
    const name = (line: number): string =>
      createHash('sha512')
        .update(String(line))
        .digest('base64')
        .repeat(Math.ceil(chars / 88))
        .slice(0, chars);
    const line = start.lines[0];
    return { ...start, lines: Array.from({ length: lines }, (_, n) => ({ ...line, name: name(n) })) } as SalesInvoice;
  };

  it('of thousands of lines is kept as it is, in rows that each engine can hold, and leaves none behind', async () => {
    const one = await office();
    const { companyId, kontor } = one;
    const invoice = await longOne(one, 3000, 88);
    const { id } = await kontor.call('selling.saveDraft', { companyId, invoice });
    await kontor.call('selling.saveDraft', { companyId, id, invoice: { ...invoice, number: 'FV/2026/11/002' } });
    await one.restart();
    expect(await one.kontor.call('selling.drafts', { companyId })).toMatchObject([{ id, number: 'FV/2026/11/002' }]);
    const read = await one.kontor.call('selling.draft', { companyId, id });
    expect(read.invoice).toEqual({ ...invoice, number: 'FV/2026/11/002' });
    const rows = () => {
      const db = openSqlite(join(one.folder, 'config.db'), { readonly: true });
      const bytes = db.prepare('SELECT length(body) FROM sales_draft').pluck().all() as number[];
      db.close();
      return bytes;
    };
    expect(rows().length).toBeGreaterThan(3);
    expect(Math.max(...rows())).toBeLessThan(65_535);
    const few = { ...invoice, lines: invoice.lines.slice(0, 1500) };
    const { id: outboxId } = await write(one, few, { draftId: id });
    if (outboxId === undefined) throw new Error('not written');
    await sendNow(one, outboxId);
    expect(await one.kontor.call('selling.drafts', { companyId })).toEqual([]);
    expect(rows()).toEqual([]);
  });

  it('that is longer than any document may be is said so', async () => {
    const one = await office(false);
    const { companyId } = one;
    const invoice = await longOne(one, 500, 1850);
    expect(await one.kontor.refused('selling.saveDraft', { companyId, invoice })).toMatchObject({
      key: 'sending.draft_too_long',
      params: { lines: 500, kilobytes: 950 },
    });
  });
});
