// Founding a TSS, registering tills and signing receipts over a loopback socket; with lost answers, wrong PINs and other programs.
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { fiskaly } from '../../../../tests/support/fiskalyBench';
import { failureOf } from '../../../../tests/support/httpSetUp';
import { findSecretsBelow } from '../../../../tests/support/secretForms';
import { cancelReceipt, signReceipt, type Sale } from './receipts';
import { openFiskaly } from './session';
import { DEMO_TSS, KEYS, named } from './simulator/index';
import {
  cancelExport,
  everyItem,
  getTransaction,
  getTss,
  listAllExports,
  listRegisters,
  listTransactions,
  listTss,
  orderExport,
  putTransaction,
  uuidV4,
} from './signDe';
import {
  addRegister,
  choosePin,
  confirmationOf,
  deployTss,
  disableTss,
  foundTss,
  initializeTss,
  pukOf,
  switchRegister,
} from './tssLife';

type Bench = Awaited<ReturnType<typeof fiskaly>>;
const TX = /^PUT .*\/tx\//;
const sale: Sale = {
  tssId: DEMO_TSS.id,
  clientId: DEMO_TSS.clientId,
  type: 'RECEIPT',
  rates: [
    { rate: 'NORMAL', amount: '11.90' },
    { rate: 'NULL', amount: '2.00' },
  ],
  payments: [
    { kind: 'CASH', amount: '13.90' },
    { kind: 'NON_CASH', amount: '0.00' },
  ],
};
const sign = (f: Bench, name = 'sale-1', what = sale) => signReceipt(f.context(), f.api(), what, name);

describe('a receipt', () => {
  it('is started empty, finished with its amounts, and has its QR code', async () => {
    const f = await fiskaly();
    const done = await sign(f);
    expect(done).toMatchObject({ state: 'FINISHED', latest_revision: 2, client_serial_number: 'KASSE-01' });
    expect(done.qr_code_data?.split(';').slice(0, 4)).toEqual([
      'V0',
      'KASSE-01',
      'Kassenbeleg-V1',
      'Beleg^11.90_0.00_0.00_0.00_2.00^13.90:Bar',
    ]);
    expect(typeof done.signature?.counter).toBe('number');
    expect(f.notes.size).toBe(0);
  });

  it.each([
    ['start', 1],
    ['finish', 2],
  ])('whose answer to the %s is lost is asked for, not signed again', async (_, nth) => {
    const f = await fiskaly();
    const before = f.control.counterOf(DEMO_TSS.id);
    const pass = Array.from(
      { length: nth - 1 },
      () => ({ match: TX, times: 1, kind: { type: 'named', name: 'none' } }) as const,
    );
    f.simulator.script([...pass, { match: TX, times: 1, kind: { type: 'lose_answer' } }]);
    expect((await sign(f)).state).toBe('FINISHED');
    expect(f.control.counterOf(DEMO_TSS.id) - before).toBe(2);
    expect(f.calls(TX)).toHaveLength(2);
  });

  it('that never arrived is sent once more', async () => {
    const f = await fiskaly();
    f.simulator.script([{ match: TX, times: 1, kind: { type: 'cut' } }]);
    expect((await sign(f)).latest_revision).toBe(2);
    expect(f.calls(TX)).toHaveLength(3);
  });

  it('of which nobody can say is told so, and the same sale goes on with the same transaction', async () => {
    const f = await fiskaly();
    const before = f.control.transactionCount(DEMO_TSS.id);
    f.simulator.script([
      { match: TX, times: 1, kind: { type: 'lose_answer' } },
      { match: /^GET .*\/tx\//, times: 3, kind: { type: 'cut' } },
    ]);
    expect(await failureOf(sign(f))).toMatchObject({ kind: 'unavailable', key: 'signature_unknown' });
    expect((await sign(f)).state).toBe('FINISHED');
    expect(f.control.transactionCount(DEMO_TSS.id) - before).toBe(1);
  });

  it('that was finished before a crash is not signed again', async () => {
    const f = await fiskaly();
    const txId = uuidV4(f.context().ids);
    f.notes.set('receipt/sale-7', txId);
    await putTransaction(f.api(), DEMO_TSS.id, txId, 1, { state: 'ACTIVE', client_id: DEMO_TSS.clientId });
    const done = await sign(f, 'sale-7');
    f.notes.set('receipt/sale-7', txId);
    const before = f.control.counterOf(DEMO_TSS.id);
    expect(await sign(f, 'sale-7')).toEqual(done);
    expect(f.control.counterOf(DEMO_TSS.id)).toBe(before);
  });

  it('can be broken off, and is then found among the cancelled', async () => {
    const f = await fiskaly();
    const api = f.api();
    const open = await putTransaction(api, DEMO_TSS.id, uuidV4(f.context().ids), 1, {
      state: 'ACTIVE',
      client_id: DEMO_TSS.clientId,
    });
    expect((await cancelReceipt(api, open, DEMO_TSS.id)).state).toBe('CANCELLED');
    const found = await listTransactions(api, DEMO_TSS.id, {
      limit: 10,
      offset: 0,
      states: ['CANCELLED'],
      order: 'desc',
      orderBy: 'number',
    });
    expect(found.data.map(({ _id }) => _id)).toEqual([open._id]);
    expect((await getTransaction(api, DEMO_TSS.id, String(open.number)))._id).toBe(open._id);
  });

  it('needs amounts of two decimals, a TSS that works and a till that is registered', async () => {
    const f = await fiskaly();
    await expect(sign(f, 'a', { ...sale, rates: [{ rate: 'NORMAL', amount: '11.9' }] })).rejects.toBeInstanceOf(
      RangeError,
    );
    expect(await failureOf(sign(f, 'b', { ...sale, clientId: '0b1f6e2f-0000-4000-8000-000000000000' }))).toMatchObject({
      key: 'not_found',
    });
    f.simulator.script([named(TX, 'defective')]);
    expect(await failureOf(sign(f, 'c'))).toMatchObject({ kind: 'rejected', key: 'tss_defective' });
  });

  it('of a TSS that was disabled is refused in words', async () => {
    const f = await fiskaly();
    f.control.setState(DEMO_TSS.id, 'DISABLED');
    expect(await failureOf(sign(f))).toMatchObject({ kind: 'rejected', key: 'tss_disabled' });
  });

  it('is written under no wrong number, and not begun again when it is finished', async () => {
    const f = await fiskaly();
    const [api, txId] = [f.api(), uuidV4(f.context().ids)];
    const write = (revision: number, state: string, more: object = {}) =>
      putTransaction(api, DEMO_TSS.id, txId, revision, { state, client_id: DEMO_TSS.clientId, ...more });
    await write(1, 'ACTIVE');
    expect(await failureOf(write(3, 'ACTIVE'))).toMatchObject({ kind: 'rejected', key: 'wrong_revision' });
    const amounts = { receipt_type: 'RECEIPT', amounts_per_vat_rate: [], amounts_per_payment_type: [] };
    await write(2, 'FINISHED', { schema: { standard_v1: { receipt: amounts } } });
    const before = f.control.counterOf(DEMO_TSS.id);
    expect(await failureOf(write(1, 'ACTIVE', { metadata: { till: '2' } }))).toMatchObject({
      kind: 'conflict',
      key: 'tx_finished',
    });
    expect(f.control.counterOf(DEMO_TSS.id)).toBe(before);
  });

  it('is one of many: lists come page by page, each once', async () => {
    const f = await fiskaly({ receiptsPerMonth: 80 });
    const numbers: number[] = [];
    for await (const tx of everyItem((order) => listTransactions(f.api(), DEMO_TSS.id, order))) numbers.push(tx.number);
    expect(numbers).toEqual(Array.from({ length: 240 }, (_, index) => index + 1));
  });
});

describe('a TSS', () => {
  it('is founded step by step; its PUK is sealed at once and its PIN is nowhere', async () => {
    const f = await fiskaly({ months: 0 });
    const log = path.join(mkdtempSync(path.join(tmpdir(), 'kontor-fiskaly-')), 'debug.log');
    const ctx = f.context({ settings: { debug_level: '3', debug_file: log } });
    const api = openFiskaly(ctx);
    const made = await foundTss(ctx, api);
    expect(ctx.sealed).toEqual(new Set([`puk/${made._id}`]));
    expect(await pukOf(ctx, made._id)).toBe(made.admin_puk);
    expect((await deployTss(api, made._id)).state).toBe('UNINITIALIZED');
    await choosePin(ctx, api, made._id, '975310');
    expect((await initializeTss(api, made._id, '975310', 'Kasse 2')).state).toBe('INITIALIZED');
    const register = await addRegister(ctx, api, made._id, '975310', 'KASSE-02');
    expect(register.state).toBe('REGISTERED');
    expect((await switchRegister(api, register, made._id, '975310', 'DEREGISTERED')).state).toBe('DEREGISTERED');
    expect(ctx.logged).toEqual([]);
    expect(readFileSync(log, 'utf8')).toContain('/admin/auth');
    const secrets = [
      { name: 'PIN', value: '975310' },
      { name: 'PUK', value: made.admin_puk ?? '' },
      { name: 'secret', value: KEYS.demo.secret },
    ];
    expect(findSecretsBelow(path.dirname(log), secrets)).toEqual([]);
    expect([...f.values.values(), ...f.notes].join(' ')).not.toContain('975310');
    expect(f.calls(/admin\/(auth|logout)/).map((line) => line.split(' ')[1]?.split('/').at(-1))).toEqual([
      'auth',
      'logout',
      'auth',
      'logout',
      'auth',
      'logout',
    ]);
  });

  it('whose founding lost its answer is the same one, with its PUK', async () => {
    const f = await fiskaly({ months: 0 });
    const api = f.api();
    f.simulator.script([{ match: /^PUT .*\/tss\//, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await failureOf(foundTss(f.context(), api))).toMatchObject({ key: 'net.reset' });
    const made = await foundTss(f.context(), api);
    expect((await listTss(api, { limit: 9, offset: 0 })).count).toBe(1);
    expect(await pukOf(f.context(), made._id)).toMatch(/^\d{10,}$/);
    f.simulator.script([{ match: /^PATCH /, times: 1, kind: { type: 'lose_answer' } }]);
    expect((await deployTss(api, made._id)).state).toBe('UNINITIALIZED');
  });

  it('counts a wrong PIN once, is locked after five, and opened with the PUK', async () => {
    const f = await fiskaly();
    const api = f.api();
    const attempt = (pin: string) => addRegister(f.context(), api, DEMO_TSS.id, pin, 'KASSE-09');
    for (let index = 0; index < 4; index++)
      expect(await failureOf(attempt('000000'))).toMatchObject({
        kind: 'user_input',
        key: 'pin_wrong',
        fieldErrors: { admin_pin: 'pin_wrong.what' },
      });
    expect((await attempt(DEMO_TSS.pin)).serial_number).toBe('KASSE-09');
    for (let index = 0; index < 5; index++) await failureOf(attempt('000000'));
    expect(await failureOf(attempt(DEMO_TSS.pin))).toMatchObject({ kind: 'rejected', key: 'pin_blocked' });
    expect(await failureOf(choosePin(f.context(), api, DEMO_TSS.id, '112233', '0000000000'))).toMatchObject({
      key: 'puk_wrong',
    });
    await choosePin(f.context(), api, DEMO_TSS.id, '112233', DEMO_TSS.puk);
    expect(await failureOf(attempt('112233'))).toMatchObject({ kind: 'user_input', key: 'serial_refused' });
  });

  it('takes no serial number that the tax office does not allow', async () => {
    const f = await fiskaly();
    for (const serial of ['KASSE/1', 'KASSE_1', '', 'x'.repeat(71)])
      expect(await failureOf(addRegister(f.context(), f.api(), DEMO_TSS.id, DEMO_TSS.pin, serial))).toMatchObject({
        key: 'serial_refused',
      });
    expect(f.calls(/admin/)).toEqual([]);
  });

  it('is disabled only after its serial number was typed', async () => {
    const f = await fiskaly();
    const api = f.api();
    const tss = await getTss(api, DEMO_TSS.id);
    expect(await failureOf(disableTss(api, tss, DEMO_TSS.pin, 'yes'))).toMatchObject({ key: 'confirmation_wrong' });
    expect((await getTss(api, DEMO_TSS.id)).state).toBe('INITIALIZED');
    expect((await disableTss(api, tss, DEMO_TSS.pin, confirmationOf(tss))).state).toBe('DISABLED');
    expect(await failureOf(sign(f))).toMatchObject({ key: 'tss_disabled' });
  });

  it('lists its tills and its exports; one that is under way can be stopped', async () => {
    const f = await fiskaly();
    const api = f.api();
    const tills = await listRegisters(api, DEMO_TSS.id, { limit: 10, offset: 0 });
    expect(tills.data.map(({ serial_number }) => serial_number)).toEqual([DEMO_TSS.clientSerial]);
    const id = uuidV4(f.context().ids);
    await orderExport(api, DEMO_TSS.id, id, { start_signature_counter: 1, end_signature_counter: 9 });
    expect((await cancelExport(api, DEMO_TSS.id, id)).state).toBe('CANCELLED');
    const cancelled = await listAllExports(api, { limit: 10, offset: 0, states: ['CANCELLED'] });
    expect(cancelled.data.map(({ _id }) => _id)).toEqual([id]);
  });

  it('has the serial number of its key', async () => {
    const f = await fiskaly();
    const tss = await getTss(f.api(), DEMO_TSS.id);
    expect(tss.serial_number).toBe(createHash('sha256').update(f.control.publicKeyOf(DEMO_TSS.id)).digest('hex'));
  });
});
