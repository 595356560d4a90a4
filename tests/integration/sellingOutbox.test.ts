// From the form to the outbox and back: what stays with its document, what is checked before it may go, its page and its receipt.
import { describe, expect, it } from 'vitest';
import type { OutboxId } from '../../shared/contract/sending';
import { filled, write, writeAndSend, keep, drafts } from '../support/salesForm';
import { item, office, sendNow } from '../support/sender';

describe('what was written', () => {
  it('stays with its document: withdrawn it is a draft again, accepted it is over', async () => {
    const one = await office();
    const { id: draftId } = await keep(one, await filled(one));
    const first = await write(one, await filled(one), { draftId });
    expect(await drafts(one)).toEqual([]);
    await one.kontor.call('sending.discard', { ids: [first.id as OutboxId] });
    expect(await drafts(one)).toMatchObject([{ id: draftId }]);
    await one.restart();
    const { id } = await write(one, await filled(one), { draftId });
    await sendNow(one, id as OutboxId);
    expect(await drafts(one)).toEqual([]);
    expect(await one.kontor.refused('selling.draft', { companyId: one.companyId, id: draftId })).toMatchObject({
      key: 'sending.draft_gone',
    });
  });

  it('is written on after it was refused, once, with every word of it', async () => {
    const one = await office();
    const { companyId } = one;
    await writeAndSend(one, await filled(one));
    const taken = { ...(await filled(one)), footer: ['Zapraszamy ponownie'] };
    const { id: draftId } = await keep(one, taken);
    const { id: refused = '' as OutboxId } = await write(one, taken, { draftId, mode: 'offline24' });
    await sendNow(one, refused);
    expect(await item(one, refused)).toMatchObject({ state: 'rejected' });
    expect(await drafts(one)).toEqual([]);
    const again = await one.kontor.call('selling.again', { companyId, outboxId: refused });
    expect(again).toEqual({ id: draftId });
    expect(await one.kontor.call('selling.again', { companyId, outboxId: refused })).toEqual(again);
    const draft = await one.kontor.call('selling.draft', { companyId, id: draftId });
    expect(draft).toMatchObject({ invoice: taken, mode: 'offline24', after: refused });
    // Kept while it is written on: that it stands for the refused one.
    await one.kontor.call('selling.saveDraft', {
      companyId,
      id: draftId,
      invoice: { ...taken, number: 'FV/2026/11/002' },
    });
    const { id = '' as OutboxId } = await write(
      one,
      { ...taken, number: 'FV/2026/11/002' },
      { draftId, mode: 'offline24' },
    );
    expect(await item(one, id)).toMatchObject({ corrects: refused });
    await sendNow(one, id);
    expect(await item(one, id)).toMatchObject({ state: 'accepted' });
  });

  it('elsewhere is written on from what the document tells', async () => {
    const one = await office();
    const { companyId, connectionId } = one;
    const xml = one.ksef.simulator.control.draft();
    const order = {
      companyId,
      connectionId,
      fileName: 'a.xml',
      base64: xml.toString('base64'),
      mode: 'online',
    } as const;
    const { id: outboxId } = await one.kontor.call('sending.draft', order);
    const { facts } = await item(one, outboxId);
    const { id } = await one.kontor.call('selling.again', { companyId, outboxId });
    const { invoice } = await one.kontor.call('selling.draft', { companyId, id });
    expect(invoice).toMatchObject({
      number: facts.number,
      issueDate: facts.issueDate,
      buyer: { name: facts.buyer.name },
    });
    expect(await item(one, outboxId)).toMatchObject({ state: 'discarded' });
  });
});

describe('before an invoice is confirmed', () => {
  it('what its reader notices is told', async () => {
    const one = await office();
    const xml = one.ksef.simulator.control
      .draft()
      .toString()
      .replace(/(P_15>)\d+/, '$1999999');
    const base64 = Buffer.from(xml).toString('base64');
    const { companyId, connectionId } = one;
    const order = { companyId, connectionId, fileName: 'a.xml', base64, mode: 'online' } as const;
    const { id } = await one.kontor.call('sending.draft', order);
    const prepared = await one.kontor.call('sending.prepare', { ids: [id] });
    expect(prepared.items[0]?.findings).toMatchObject([{ key: 'format.finding.sum_differs', level: 'warns' }]);
    expect(prepared.token).toBeDefined();
  });

  it('the rules of its format are asked once more, by the date of that day', async () => {
    const one = await office();
    const { id: draftId } = await keep(one, await filled(one));
    const { id = '' as OutboxId } = await write(one, await filled(one), { draftId });
    await one.clock.advance(3 * 24 * 3_600_000);
    const prepared = await one.kontor.call('sending.prepare', { ids: [id] });
    expect(prepared.items[0]?.findings.map(({ key }) => key)).toContain('sales.finding.issue_in_past.what');
  });

  it('the connections that can send are known, with their switch', async () => {
    const one = await office(false);
    const { companyId, connectionId, kontor } = one;
    const senders = () => kontor.call('sending.senders', { companyId });
    expect(await senders()).toMatchObject([{ connectionId, isOn: false, isPaused: false, isProduction: false }]);
    await kontor.call('sending.setOn', { connectionId, isOn: true });
    expect(await senders()).toMatchObject([{ connectionId, isOn: true }]);
    await kontor.call('sending.setOn', { connectionId, isOn: false });
    expect((await kontor.call('connections.list', { companyId }))[0]?.settings['sending']).toBe(false);
  });
});

describe('in the outbox', () => {
  it('an invoice has its page, its codes and its last day; then its receipt, which is for these bytes', async () => {
    const one = await office();
    const { id = '' as OutboxId } = await write(one, await filled(one), { mode: 'offline24' });
    expect(await item(one, id)).toMatchObject({
      mode: 'offline24',
      deadline: expect.stringMatching(/^\d{4}-/) as string,
    });
    const page = await one.kontor.call('sending.page', { id });
    expect(JSON.stringify(page.view)).toContain('Ogrody Miejskie S.A.');
    expect(await one.kontor.refused('sending.receipt', { id })).toMatchObject({ key: 'sending.no_receipt' });
    await sendNow(one, id);
    const { remoteNumber, deadline } = await item(one, id);
    expect(deadline).toBeUndefined();
    expect(await one.kontor.call('sending.receipt', { id })).toMatchObject({ remoteNumber, isForThese: true });
  });
});
