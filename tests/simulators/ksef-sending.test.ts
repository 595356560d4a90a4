// The simulated KSeF takes invoices as the real one does: held against the published description, by a client written for this test.
import { afterEach, describe, expect, it } from 'vitest';
import { isKsefNumber } from '../../shared/domain/ksefNumber';
import { named } from '../../electron/core/providers/ksef/simulator';
import { schemaOf } from '../support/faSchema';
import { sha256 } from '../support/foreignKsef';
import { decided, openOnline, sendInvoice } from '../support/foreignSender';
import { foreignClient, published } from '../support/ksef';
import { codeOf, office, statusOf } from '../support/sendingOffice';

const api = published();
const OTHER_NIP = '7272445205';

afterEach(() => {
  expect(api?.problems ?? []).toEqual([]);
});

describe('an online session', () => {
  it('takes an invoice, numbers it, gives its receipts, and lists it for seller and buyer', async () => {
    const { ksef, client, control } = await office(api);
    const xml = Buffer.from(
      control
        .draft()
        .toString()
        .replace(/(<[\w:]*Podmiot2>[\s\S]*?<[\w:]*NIP>)\d{10}/, `$1${OTHER_NIP}`),
    );
    const session = await openOnline(client);
    expect(session.answer.status).toBe(201);
    const sent = await sendInvoice(client, session, xml);
    expect(sent.status).toBe(202);
    const before = await client.call('GET', `/sessions/${session.reference}/invoices?pageSize=10`);
    expect(before.body).toMatchObject({ invoices: [{ invoiceHash: sha256(xml), status: { code: 150 } }] });
    const state = await decided(client, session, sent);
    const number = state.ksefNumber ?? '';
    expect(isKsefNumber(number)).toBe(true);
    const invoice = (sent.body as unknown as { referenceNumber: string }).referenceNumber;
    const early = await client.call('GET', `/sessions/${session.reference}/invoices/${invoice}/upo`);
    expect(codeOf(early)).toBe(21178);
    const receipts = await Promise.all(
      [`invoices/${invoice}/upo`, `invoices/ksef/${number}/upo`].map((of) =>
        client.call('GET', `/sessions/${session.reference}/${of}`),
      ),
    );
    const { text = '' } = (receipts[0]?.body ?? {}) as unknown as { text?: string };
    expect(text).toContain(`<NumerKSeFDokumentu>${number}</NumerKSeFDokumentu>`);
    expect(text).toContain(`<SkrotDokumentu>${sha256(xml)}</SkrotDokumentu>`);
    for (const receipt of receipts) {
      expect((receipt.body as unknown as { text: string }).text).toBe(text);
      expect(receipt.headers.get('x-ms-meta-hash')).toBe(sha256(Buffer.from(text)));
    }
    expect((await client.call('POST', `/sessions/online/${session.reference}/close`)).status).toBe(204);
    expect(codeOf(await client.call('POST', `/sessions/online/${session.reference}/close`))).toBe(21180);
    expect((await statusOf(client, session)).status.code).toBe(170);
    const done = await statusOf(client, session);
    expect(done.status.code).toBe(200);
    const link = await client.send(new Request(done.upo?.pages[0]?.downloadUrl ?? ''));
    const page = await client.call(
      'GET',
      `/sessions/${session.reference}/upo/${done.upo?.pages[0]?.referenceNumber ?? ''}`,
    );
    expect(await link.text()).toBe((page.body as unknown as { text: string }).text);
    ksef.clock.advance(120_000);
    for (const [subjectType, token, nip] of [
      ['Subject1', control.tokens.readWrite.token, '5265877635'],
      ['Subject2', control.tokens.otherCompany.token, OTHER_NIP],
    ] as const) {
      const reader = foreignClient(ksef, api);
      await reader.login(token, nip);
      const filters = {
        subjectType,
        ksefNumber: number,
        dateRange: { dateType: 'PermanentStorage', from: '2026-10-01T00:00:00+00:00' },
      };
      const { body } = await reader.call('POST', '/invoices/query/metadata', filters);
      expect(body).toMatchObject({ invoices: [{ ksefNumber: number, invoiceHash: sha256(xml) }] });
      const single = await reader.call('GET', `/invoices/ksef/${number}`);
      expect((single.body as unknown as { text: string }).text).toBe(xml.toString());
    }
  });

  it('writes receipts that fit the schema, but for the name of the test environment', async () => {
    const schema = schemaOf('upo-v4-3.xsd');
    if (!schema) return;
    const { client, control } = await office(api, { receiptPolls: 0 });
    const session = await openOnline(client);
    const state = await decided(client, session, await sendInvoice(client, session, control.draft()));
    await client.call('POST', `/sessions/online/${session.reference}/close`);
    await statusOf(client, session);
    const page = (await statusOf(client, session)).upo?.pages[0]?.referenceNumber ?? '';
    for (const of of [`invoices/ksef/${state.ksefNumber ?? ''}/upo`, `upo/${page}`]) {
      const { body } = await client.call('GET', `/sessions/${session.reference}/${of}`);
      const { text } = body as unknown as { text: string };
      expect(schema(Buffer.from(text))).not.toBe('');
      expect(schema(Buffer.from(text.replace(' - środowisko testowe (TE)', '')))).toBe('');
    }
  });

  it('decrypts for real: sizes, hashes and keys that do not fit are refused', async () => {
    const { client, control } = await office(api);
    const session = await openOnline(client);
    const xml = control.draft();
    expect(codeOf(await sendInvoice(client, session, xml, { encryptedInvoiceSize: 16 }))).toBe(21402);
    expect(codeOf(await sendInvoice(client, session, xml, { encryptedInvoiceHash: sha256(xml) }))).toBe(21403);
    expect(codeOf(await sendInvoice(client, session, xml, { more: 1 }))).toBe(21405);
    const lie = await sendInvoice(client, session, xml, { invoiceHash: sha256(Buffer.from('x')) });
    expect((await decided(client, session, lie)).status.code).toBe(430);
    const otherKey = { ...session, key: Buffer.alloc(32, 7) };
    const garbled = await decided(client, session, await sendInvoice(client, otherKey, xml));
    expect([430, 435]).toContain(garbled.status.code);
    expect(
      codeOf(await sendInvoice(client, { ...session, reference: session.reference.replace('SO', 'SX') }, xml)),
    ).toBe(21173);
  });

  it.each([
    ['a byte order mark', (xml: string) => `\ufeff${xml}`, 430],
    [
      'another encoding in the prologue',
      (xml: string) => `<?xml version="1.0" encoding="windows-1250"?>${xml.replace(/<\?xml[^>]*\?>/, '')}`,
      430,
    ],
    ['a stylesheet', (xml: string) => xml.replace(/<([\w:]*Faktura )/, '<?xml-stylesheet href="a.xsl"?><$1'), 430],
    ['no XML at all', () => 'Dzień dobry', 430],
    ['a wrong NIP of the seller', (xml: string) => xml.replace('5265877635', '5265877634'), 410],
    ['a date to come', (xml: string) => xml.replace(/(P_1>)\d{4}-\d\d-\d\d/, '$12049-01-01'), 450],
    ['a missing number', (xml: string) => xml.replace(/<([\w:]*)P_2>[^<]*<\/\1P_2>/, ''), 450],
    [
      'more than a million bytes',
      (xml: string) => xml.replace(/(<\/[\w:]*Faktura>)/, `<!--${'x'.repeat(1_000_001)}-->$1`),
      430,
    ],
  ])('refuses a document with %s', async (_, spoil, code) => {
    const { client, control } = await office(api);
    const session = await openOnline(client);
    const sent = await sendInvoice(client, session, Buffer.from(spoil(control.draft().toString())));
    expect(sent.status).toBe(202);
    expect((await decided(client, session, sent)).status.code).toBe(code);
    await client.call('POST', `/sessions/online/${session.reference}/close`);
    await statusOf(client, session);
    expect((await statusOf(client, session)).status.code).toBe(445);
    const failed = await client.call('GET', `/sessions/${session.reference}/invoices/failed?pageSize=10`);
    expect(failed.body).toMatchObject({ invoices: [{ status: { code } }] });
  });

  it('takes nothing twice and says which number the first one has', async () => {
    const { client, control } = await office(api);
    const xml = control.draft();
    const session = await openOnline(client);
    const first = await decided(client, session, await sendInvoice(client, session, xml));
    const other = await openOnline(client);
    const again = await decided(client, other, await sendInvoice(client, other, xml));
    expect(again.status).toMatchObject({
      code: 440,
      extensions: { originalKsefNumber: first.ksefNumber, originalSessionReferenceNumber: session.reference },
    });
  });

  it('corrects technically what was sent offline and refused, once', async () => {
    const { client, control } = await office(api);
    const session = await openOnline(client);
    const good = control.draft();
    const bad = Buffer.from(`\ufeff${good.toString()}`);
    expect(
      (await decided(client, session, await sendInvoice(client, session, bad, { offlineMode: true }))).status.code,
    ).toBe(430);
    const correction = { offlineMode: true, hashOfCorrectedInvoice: sha256(bad) };
    expect(codeOf(await sendInvoice(client, session, good, { ...correction, offlineMode: false }))).toBe(21405);
    expect((await decided(client, session, await sendInvoice(client, session, good, correction))).status.code).toBe(
      200,
    );
    expect(codeOf(await sendInvoice(client, session, good, correction))).toBe(21166);
    const own = { offlineMode: true, hashOfCorrectedInvoice: sha256(good) };
    expect(codeOf(await sendInvoice(client, session, good, own))).toBe(21167);
  });

  it('ends by itself after twelve hours, and is refused without the right to send', async () => {
    const { ksef, client, control } = await office(api);
    const session = await openOnline(client);
    ksef.clock.advance(12 * 3_600_000 + 1000);
    await client.login(control.tokens.readWrite.token, '5265877635');
    expect(codeOf(await sendInvoice(client, session, control.draft()))).toBe(21180);
    await client.login(control.tokens.readOnly.token, '5265877635');
    expect((await client.call('POST', '/sessions/online', {})).status).toBe(403);
  });

  it('shows scripted faults: a withdrawn key, a key that cannot be opened, maintenance', async () => {
    const { ksef, client, control } = await office(api);
    ksef.simulator.script([named(/POST .*online$/, 'session_key_rejected')]);
    const session = await openOnline(client);
    expect(session.answer.status).toBe(201);
    expect((await statusOf(client, session)).status.code).toBe(415);
    expect(codeOf(await sendInvoice(client, session, control.draft()))).toBe(21180);
    const good = await openOnline(client);
    ksef.simulator.script([named(/invoices$/, 'session_unavailable')]);
    expect(codeOf(await sendInvoice(client, good, control.draft()))).toBe(21184);
    const { body } = await client.call(
      'GET',
      '/sessions?sessionType=Online&pageSize=10&statuses=InProgress&statuses=Failed',
    );
    expect((body as unknown as { sessions: unknown[] }).sessions).toHaveLength(2);
  });
});

describe.skipIf(api === null)('the published description', () => {
  it('describes every answer about sessions that was given here', () => {
    const answered = [...(api?.covered ?? [])].filter((each) => each.includes('/sessions') && / 20\d$/.test(each));
    expect(answered.toSorted()).toEqual(
      [
        'GET /sessions 200',
        'GET /sessions/{referenceNumber} 200',
        'GET /sessions/{referenceNumber}/invoices 200',
        'GET /sessions/{referenceNumber}/invoices/failed 200',
        'GET /sessions/{referenceNumber}/invoices/ksef/{ksefNumber}/upo 200',
        'GET /sessions/{referenceNumber}/invoices/{invoiceReferenceNumber} 200',
        'GET /sessions/{referenceNumber}/invoices/{invoiceReferenceNumber}/upo 200',
        'GET /sessions/{referenceNumber}/upo/{upoReferenceNumber} 200',
        'POST /sessions/online 201',
        'POST /sessions/online/{referenceNumber}/close 204',
        'POST /sessions/online/{referenceNumber}/invoices 202',
      ].toSorted(),
    );
  });
});
