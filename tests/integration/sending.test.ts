// Sending over the whole core: nothing leaves without a confirmation, everything that was sent is in the archive with its receipt, and what
// ends a run in between neither loses nor doubles an invoice.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { companyFolders } from '../../electron/core/archive/folders';
import type { OutboxId } from '../../shared/contract/sending';
import { draft, expectRebuilds, hex, item, office, sale, sales, SENDING, sendNow, SENDS } from '../support/sender';

const JSON_TYPE = { 'content-type': 'application/problem+json' };
const FORBIDDEN = JSON.stringify({ title: 'Forbidden', status: 403, reasonCode: 'missing-permissions' });

describe('an invoice', () => {
  it('is shown, confirmed, sent, and lies in the archive with its number and its receipt', async () => {
    const one = await office();
    const xml = sale(one);
    const id = await draft(one, xml);
    const prepared = await one.kontor.call('sending.prepare', { ids: [id] });
    expect(prepared).toMatchObject({
      isProduction: false,
      items: [{ item: { id, sha256: hex(xml), state: 'draft' }, findings: [], isLate: false }],
    });
    expect(prepared.totals).toEqual([prepared.items[0]?.item.facts.gross]);
    expect(one.ksef.count(SENDING)).toBe(0);
    const { runId } = await one.kontor.call('sending.confirm', { token: prepared.token ?? '' });
    expect(await one.kontor.ended(runId)).toMatchObject({ kind: 'send', state: 'done' });
    const done = await item(one, id);
    expect(done).toMatchObject({ state: 'accepted', hasReceipt: true });
    const [row] = await sales(one);
    expect(row?.number).toBe(done.facts.number);
    const stored = await one.kontor.call('invoices.get', { id: row?.id ?? (0 as never) });
    expect(JSON.stringify(stored)).toContain(done.remoteNumber ?? '?');
    const { path } = await one.kontor.call('sending.saveReceipt', { id });
    expect(readFileSync(path ?? '', 'utf8')).toContain(done.remoteNumber ?? '?');
    // A sync meets it as what it is: known, byte for byte.
    await one.clock.advance(20 * 60_000);
    const { runId: syncId } = await one.kontor.call('sync.start', { companyId: one.companyId });
    await one.kontor.ended(syncId);
    expect((await sales(one)).filter(({ number }) => number === done.facts.number)).toHaveLength(1);
    await expectRebuilds(one);
  });

  it('whose file is damaged is told, and keeps no other one from being sent', async () => {
    const one = await office();
    const [bad, good] = [sale(one), sale(one)];
    const [first, second] = [await draft(one, bad), await draft(one, good)];
    one.ksef.simulator.script([
      { match: SENDS, times: 100, kind: { type: 'status', status: 403, headers: JSON_TYPE, body: FORBIDDEN } },
    ]);
    await sendNow(one, first);
    expect((await item(one, first)).state).toBe('queued');
    one.ksef.simulator.script([]);
    writeFileSync(join(companyFolders(join(one.folder, 'archive'), one.companyId).outbox, `${hex(bad)}.xml`), 'x');
    expect(await sendNow(one, second)).toMatchObject({ state: 'failed', problem: { key: 'archive.original_changed' } });
    expect((await item(one, second)).state).toBe('accepted');
    expect((await item(one, first)).state).toBe('queued');
  });

  it('is refused in words, and sent again as a technical correction', async () => {
    const one = await office();
    const good = sale(one);
    // A name of the encoding that readers understand and KSeF does not.
    const bad = Buffer.from(good.toString().replace(/encoding="UTF-8"/i, 'encoding="utf8"'));
    expect(bad.equals(good)).toBe(false);
    const first = await draft(one, bad, 'offline24');
    await sendNow(one, first);
    expect(await item(one, first)).toMatchObject({
      state: 'rejected',
      problem: { key: 'provider.ksef.invoice_unreadable' },
    });
    const refused = {
      companyId: one.companyId,
      connectionId: one.connectionId,
      fileName: 'a.xml',
      base64: good.toString('base64'),
      corrects: first,
    };
    expect(await one.kontor.refused('sending.draft', { ...refused, mode: 'online' })).toMatchObject({
      key: 'sending.not_correctable',
    });
    const second = await draft(one, good, 'offline24', first);
    await sendNow(one, second);
    expect(await item(one, second)).toMatchObject({ state: 'accepted', corrects: first });
    await expectRebuilds(one);
  });

  it('that an earlier try had sent already is ours: the number is taken over', async () => {
    const one = await office();
    const xml = sale(one);
    const [first, second] = [await draft(one, xml), await draft(one, xml)];
    await sendNow(one, first);
    await sendNow(one, second);
    expect(await item(one, second)).toMatchObject({
      state: 'accepted',
      wasThere: true,
      remoteNumber: (await item(one, first)).remoteNumber,
    });
    expect(await sales(one)).toHaveLength(1);
  });
});

describe('before anything is sent', () => {
  it('what blocks is told, and there is nothing to confirm', async () => {
    const one = await office();
    const ids = [
      await draft(one, Buffer.from(`\ufeff${sale(one).toString()}`)),
      await draft(
        one,
        Buffer.from(
          sale(one)
            .toString()
            .replace(/(P_1>)\d{4}-\d\d-\d\d/, '$12049-01-01'),
        ),
      ),
    ];
    const prepared = await one.kontor.call('sending.prepare', { ids });
    const blocking = prepared.items.map(({ findings }) => findings.filter(({ level }) => level === 'blocks'));
    expect(blocking.map((found) => found.map(({ key }) => key))).toEqual([
      ['sending.finding.bom'],
      ['sending.finding.future'],
    ]);
    expect(prepared.token).toBeUndefined();
    const base64 = Buffer.from('Dzień dobry').toString('base64');
    const { companyId, connectionId } = one;
    expect(
      await one.kontor.refused('sending.draft', { companyId, connectionId, fileName: 'a.txt', base64, mode: 'online' }),
    ).toMatchObject({ key: 'sending.unreadable' });
  });

  it('a confirmation holds once, for what was seen, and for a quarter of an hour', async () => {
    const one = await office();
    const [id, other] = [await draft(one, sale(one)), await draft(one, sale(one))];
    const prepare = async (ids: OutboxId[]) => (await one.kontor.call('sending.prepare', { ids })).token ?? '';
    expect(await one.kontor.refused('sending.confirm', { token: 'made up' })).toMatchObject({
      key: 'sending.confirm_again',
    });
    const old = await prepare([id]);
    await one.clock.advance(16 * 60_000);
    expect(await one.kontor.refused('sending.confirm', { token: old })).toMatchObject({ key: 'sending.confirm_again' });
    const both = await prepare([id, other]);
    await one.kontor.call('sending.discard', { ids: [other] });
    expect(await one.kontor.refused('sending.confirm', { token: both })).toMatchObject({
      key: 'sending.confirm_again',
    });
    const token = await prepare([id]);
    const { runId } = await one.kontor.call('sending.confirm', { token });
    expect(await one.kontor.refused('sending.confirm', { token })).toMatchObject({ key: 'sending.confirm_again' });
    await one.kontor.ended(runId);
    expect(one.ksef.count(SENDS)).toBe(1);
    expect(await one.kontor.refused('sending.discard', { ids: [id] })).toMatchObject({ key: 'sending.too_late' });
  });

  it('tells the last day, and that it has passed', async () => {
    const one = await office();
    const id = await draft(one, sale(one), 'offline24');
    const [first] = (await one.kontor.call('sending.prepare', { ids: [id] })).items;
    expect(first?.deadline?.localeCompare(first.item.facts.issueDate)).toBe(1);
    await one.clock.advance(10 * 24 * 3_600_000);
    expect((await one.kontor.call('sending.prepare', { ids: [id] })).items).toMatchObject([{ isLate: true }]);
  });
});

describe('an end in between', () => {
  it('leaves what is uncertain as it is, and the next run finds out', async () => {
    const one = await office();
    const xml = sale(one);
    const id = await draft(one, xml);
    one.ksef.simulator.script([
      { match: SENDS, times: 1, kind: { type: 'lose_answer' } },
      { match: /^GET .*\/sessions\/[^/]+\/invoices$/, times: 100, kind: { type: 'status', status: 503 } },
    ]);
    const { token = '' } = await one.kontor.call('sending.prepare', { ids: [id] });
    const { runId } = await one.kontor.call('sending.confirm', { token });
    await one.kontor.until(async () => (await item(one, id)).state === 'unknown');
    one.ksef.simulator.script([]);
    await one.restart();
    expect(await one.kontor.ended(runId)).toMatchObject({ state: 'done' });
    expect(await item(one, id)).toMatchObject({ state: 'accepted', hasReceipt: true });
    expect(one.ksef.count(SENDS)).toBe(1);
  });

  it('a run that was cancelled before its invoices went leaves them to be withdrawn', async () => {
    const one = await office();
    const id = await draft(one, sale(one));
    const held = one.ksef.hold(/^POST .*\/sessions\/online$/, 1);
    const { token = '' } = await one.kontor.call('sending.prepare', { ids: [id] });
    const { runId } = await one.kontor.call('sending.confirm', { token });
    await held.reached;
    const cancelled = one.kontor.call('runs.cancel', { runId });
    held.release();
    await cancelled;
    expect((await one.kontor.ended(runId)).state).toBe('cancelled');
    expect(await item(one, id)).toMatchObject({ state: 'queued' });
    await one.kontor.call('sending.discard', { ids: [id] });
    expect(await one.kontor.call('sending.list', { companyId: one.companyId, limit: 10 })).toEqual([]);
    expect(one.ksef.count(SENDS)).toBe(0);
  });

  it('many go as one package and share their receipt', async () => {
    const one = await office(true, { rateLimits: 'off' });
    const ids: OutboxId[] = [];
    for (let n = 0; n < 21; n += 1) ids.push(await draft(one, sale(one)));
    expect(await sendNow(one, ...ids)).toMatchObject({ state: 'done' });
    const listed = await one.kontor.call('sending.list', {
      companyId: one.companyId,
      states: ['accepted'],
      limit: 200,
    });
    expect(listed.filter(({ hasReceipt }) => hasReceipt)).toHaveLength(21);
    expect(await sales(one)).toHaveLength(21);
    // 21 invoices and one receipt.
    expect(readdirSync(join(one.folder, 'archive', one.companyId, 'outbox'))).toHaveLength(22);
    await expectRebuilds(one);
  });
});
