// Sending over the whole core: nothing leaves without switch and confirmation, everything that was sent is in the archive with its receipt,
// and what ends a run in between neither loses nor doubles an invoice.
import { createHash } from 'node:crypto';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { databaseFile } from '../../electron/core/archive/folders';
import { openSqlite } from '../../electron/core/db/openSqlite';
import type { KsefKnobs } from '../../electron/core/providers/ksef/simulator/options';
import { sendingGate } from '../../electron/core/services/sendingGate';
import type { OutboxId, SendMode } from '../../shared/contract/sending';
import type { CompanyId, ConnectionId } from '../../shared/domain/ids';
import { archiveInProcess } from '../support/archiveInProcess';
import { dumpArchive } from '../support/archiveDump';
import { simulatedKsef, type SimulatedKsef } from '../support/simulatedKsef';
import { startApp, type TestApp } from '../support/testApp';
import { dataFolder, newEncryptionKey, removeDataFolder, testClock, testHost } from '../support/testHost';
import type { FakeClock } from '../support/fakeClock';

const SENDS = /^POST .*\/online\/[^/]+\/invoices$/;
const SENDING = /^(PUT|POST .*\/sessions)/;

interface Office {
  readonly folder: string;
  readonly ksef: SimulatedKsef;
  readonly clock: FakeClock;
  kontor: TestApp;
  readonly companyId: CompanyId;
  readonly connectionId: ConnectionId;
  restart(): Promise<void>;
}
const open: Office[] = [];
afterEach(async () => {
  for (const { kontor, folder } of open.splice(0)) {
    await kontor.stop();
    removeDataFolder(folder);
  }
});

async function office(isOn = true, knobs: KsefKnobs = {}): Promise<Office> {
  const [clock, folder, encryptionKey] = [testClock(), dataFolder(), newEncryptionKey()];
  const ksef = simulatedKsef(clock, { count: 10, ...knobs });
  const start = () => startApp(testHost({ data: folder, clock, encryptionKey }), [ksef.manifest]);
  const kontor = await start();
  const token = ksef.simulator.control.tokens.readWrite.token;
  const ids = await kontor.connect({ providerId: 'ksef' }, { ...ksef.values, token });
  const one: Office = {
    folder,
    ksef,
    clock,
    kontor,
    ...ids,
    restart: async () => {
      await one.kontor.stop();
      one.kontor = await start();
    },
  };
  open.push(one);
  if (isOn) await switchTo(one, true);
  return one;
}
const switchTo = ({ kontor, connectionId }: Office, sending: boolean) =>
  kontor.call('connections.saveSettings', { connectionId, settings: { sending } });

async function draft(one: Office, xml: Uint8Array, mode: SendMode = 'online', corrects?: OutboxId): Promise<OutboxId> {
  const { companyId, connectionId, kontor } = one;
  const base64 = Buffer.from(xml).toString('base64');
  const order = { companyId, connectionId, fileName: 'faktura.xml', base64, mode };
  return (await kontor.call('sending.draft', corrects === undefined ? order : { ...order, corrects })).id;
}
async function sendNow(one: Office, ...ids: OutboxId[]) {
  const { token = '' } = await one.kontor.call('sending.prepare', { ids });
  const { runId } = await one.kontor.call('sending.confirm', { token });
  return one.kontor.ended(runId);
}
const item = ({ kontor }: Office, id: OutboxId) => kontor.call('sending.get', { id });
const sale = ({ ksef }: Office) => ksef.simulator.control.draft();
const hex = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const sales = async ({ kontor, companyId }: Office) =>
  (await kontor.call('invoices.list', { filter: { companyId, direction: 'sale' }, sort: 'date_asc', limit: 500 })).rows;

/** Deletes the database in thought: the folder alone gives the same rows again. */
async function expectRebuilds({ folder, ksef, kontor }: Office): Promise<void> {
  await kontor.stop();
  const archive = join(folder, 'archive');
  const { writer, close } = archiveInProcess(archive, [ksef.manifest]);
  const db = openSqlite(databaseFile(archive));
  const before = dumpArchive(db);
  expect((await writer.rebuild()).problems).toEqual([]);
  expect(dumpArchive(db)).toEqual(before);
  expect(before.outbox.length).toBeGreaterThan(0);
  db.close();
  await close();
}

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

  it('is refused in words, and sent again as a technical correction', async () => {
    const one = await office();
    const good = sale(one);
    const bad = Buffer.from(good.toString().replace(/<([\w:]*Faktura )/, '<?xml-stylesheet href="a.xsl"?><$1'));
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
    expect(prepared.items.map(({ findings }) => findings.map(({ key }) => key))).toEqual([
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

describe('while sending is off', () => {
  it('is the state of a new connection, and no path lets a sending call out', async () => {
    const one = await office(false);
    const { companyId, connectionId, kontor, ksef } = one;
    const [view] = await kontor.call('connections.list', { companyId });
    expect(view?.settings['sending'] ?? false).toBe(false);
    expect(view?.capabilities).toContain('sending');
    const id = await draft(one, sale(one));
    expect(await kontor.refused('sending.prepare', { ids: [id] })).toMatchObject({
      kind: 'permission',
      key: 'sending.off',
    });
    expect(await kontor.refused('sending.resume', { connectionId })).toMatchObject({ key: 'sending.off' });
    await one.restart();
    await one.kontor.ended((await one.kontor.call('sync.start', { companyId })).runId);
    await one.kontor.ended((await one.kontor.call('connections.verify', { connectionId })).runId);
    expect(ksef.count(SENDING)).toBe(0);
  });

  it('switched off between the look and the click, or during a run, ends it before the next byte', async () => {
    const one = await office();
    const ids = [await draft(one, sale(one)), await draft(one, sale(one)), await draft(one, sale(one))];
    const { token = '' } = await one.kontor.call('sending.prepare', { ids });
    await switchTo(one, false);
    expect(await one.kontor.refused('sending.confirm', { token })).toMatchObject({ key: 'sending.off' });
    await switchTo(one, true);
    const held = one.ksef.hold(SENDS, 2);
    const { token: again = '' } = await one.kontor.call('sending.prepare', { ids });
    const { runId } = await one.kontor.call('sending.confirm', { token: again });
    await held.reached;
    await switchTo(one, false);
    held.release();
    expect(await one.kontor.ended(runId)).toMatchObject({ state: 'failed', problem: { key: 'sending.off' } });
    expect(one.ksef.count(SENDS)).toBe(2);
    const states = await Promise.all(ids.map(async (id) => (await item(one, id)).state));
    expect(states.toSorted()).toEqual(['queued', 'sent', 'sent']);
    expect((await one.kontor.call('connections.list', { companyId: one.companyId }))[0]?.state).toBe('ok');
  });

  it('holds for a direct call with the connection’s own access', async () => {
    const one = await office(false);
    const { sending } = one.ksef.manifest;
    const asked: string[] = [];
    const answer = (request: { method: string; url: string }) => Promise.resolve(asked.push(request.url) as never);
    const bare = { request: answer, download: answer, digest: answer, upload: answer };
    const gate = sendingGate(bare, one.ksef.manifest, () => Promise.resolve(false));
    const base = 'https://api.ksef.mf.gov.pl/v2';
    for (const [method, path] of [
      ['POST', '/sessions/online'],
      ['POST', '/sessions/online/x/invoices'],
      ['POST', '/sessions/batch'],
      ['POST', '/sessions/batch/x/close'],
      ['PUT', '/anything'],
    ] as const) {
      expect(sending?.isSendingCall(method, new URL(base + path)), path).toBe(true);
      for (const verb of ['request', 'download', 'digest', 'upload'] as const) {
        const call = gate[verb]({ method, url: base + path, toPath: '', file: { path: '', start: 0, end: 0 } });
        await expect(call).rejects.toMatchObject({ spec: { key: 'sending.off' } });
      }
    }
    expect(asked).toEqual([]);
    for (const [method, path] of [
      ['GET', '/sessions/x'],
      ['POST', '/invoices/exports'],
      ['DELETE', '/auth/sessions/current'],
    ] as const)
      expect(sending?.isSendingCall(method, new URL(base + path)), path).toBe(false);
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
    await one.kontor.event('runs.changed');
    while ((await item(one, id)).state !== 'unknown') await one.kontor.event('sending.changed');
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
