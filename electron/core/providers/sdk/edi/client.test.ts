// The calls of the interface against its simulator: what each answers, what each refusal is called, and that none is asked twice.
import { describe, expect, it } from 'vitest';
import { ediBench } from '../../../../../tests/support/ediBench';
import { failureOf } from '../../../../../tests/support/httpSetUp';
import { earveFormat } from '../../../formats/earve/formats';
import { keyOfPath } from './address';
import { isMediaType, EINVOICE_XML } from './mediaTypes';
import { openMediator, type Mediator } from './mediator';
import { openPostBox } from './postBox';
import { CLIENTS, createEdiSimulator, MEDIATORS, NEWCOMER } from './simulator/index';

describe('a mediator', () => {
  it('registers a client, reads whose it is, gives and renews its token, removes it', async () => {
    const b = await ediBench();
    const mediator = openMediator(b.context());
    expect(await mediator.client(NEWCOMER)).toBeNull();
    const client = { clientId: NEWCOMER, mediatorId: MEDIATORS.demo.code };
    expect(await mediator.register(NEWCOMER)).toEqual(client);
    expect(await mediator.client(NEWCOMER)).toEqual(client);
    const first = await mediator.newToken(NEWCOMER);
    expect(await openPostBox(b.context({ client_token: first })).waiting()).toHaveLength(10);
    const second = await mediator.newToken(NEWCOMER);
    expect(second).not.toBe(first);
    expect(await failureOf(openPostBox(b.context({ client_token: first })).waiting())).toMatchObject({
      key: 'token_refused',
    });
    expect(await mediator.remove(NEWCOMER)).toBe(true);
    expect(await mediator.remove(NEWCOMER)).toBe(false);
    expect(await mediator.client(NEWCOMER)).toBeNull();
  });

  it.each(['10256137', '10245137'])(
    'registers %s, a code of the documentation, whatever its check digit',
    async (code) => {
      const b = await ediBench();
      const mediator = openMediator(b.context());
      expect(await mediator.register(code)).toMatchObject({ clientId: code });
      expect(await mediator.client(code)).toMatchObject({ clientId: code });
    },
  );

  it('finds its client known by its token after the service was started again, unless it was removed', async () => {
    const before = await ediBench();
    await openMediator(before.context()).register(NEWCOMER);
    const token = await openMediator(before.context()).newToken(NEWCOMER);
    const b = await ediBench();
    const waiting = () => openPostBox(b.context({ client_token: token })).waiting();
    expect(await waiting()).toHaveLength(0);
    expect(await openMediator(b.context()).remove(NEWCOMER)).toBe(true);
    expect(await failureOf(waiting())).toMatchObject({ key: 'token_refused' });
  });

  const refusals: readonly [string, (m: Mediator) => Promise<unknown>, string, string][] = [
    ['409: registered by somebody', (m) => m.register(CLIENTS.others.code), 'conflict', 'already_there'],
    ['403: another mediator’s client', (m) => m.remove(CLIENTS.others.code), 'permission', 'not_allowed'],
    ['403: the same for its token', (m) => m.newToken(CLIENTS.others.code), 'permission', 'not_allowed'],
    ['404: nobody has registered it', (m) => m.newToken('10000640x'), 'rejected', 'not_found'],
    ['400: no client', (m) => m.register(''), 'rejected', 'request_refused'],
  ];
  it.each(refusals)('is told %s', async (_, act, kind, key) => {
    const b = await ediBench();
    expect(await failureOf(act(openMediator(b.context())))).toMatchObject({ kind, key });
    expect(b.calls(/./)).toHaveLength(1);
  });

  it('is not a client, nor a client a mediator', async () => {
    const b = await ediBench();
    const swapped = b.context({ client_token: MEDIATORS.demo.token, mediator_token: CLIENTS.demo.token });
    expect(await failureOf(openPostBox(swapped).waiting())).toMatchObject({ kind: 'permission', key: 'not_allowed' });
    expect(await failureOf(openMediator(swapped).newToken(NEWCOMER))).toMatchObject({ kind: 'permission' });
    expect(b.simulator.violations).toHaveLength(2);
  });
});

describe('a client', () => {
  it('sends an invoice, reads it back as XML and as a page, and finds it in the buyer’s box', async () => {
    const b = await ediBench({ waiting: 0 });
    const box = openPostBox(b.context());
    const invoice = b.control.draft();
    const uri = await box.send(invoice);
    if (!uri) throw new Error('no URI');
    expect(Buffer.from(await box.salesInvoice(uri, 'xml'))).toEqual(invoice);
    expect(
      Buffer.from(await box.salesInvoice(uri, 'pdf'))
        .subarray(0, 5)
        .toString(),
    ).toBe('%PDF-');
    expect(b.control.box(CLIENTS.others.code)).toHaveLength(1);
    expect([await box.canReceive(CLIENTS.others.code), await box.canReceive('99999999')]).toEqual([true, false]);
  });

  it('is told apart without a token, with a wrong one, and with what is no token at all', async () => {
    const b = await ediBench();
    const wrong = (client_token: string) =>
      failureOf((async () => openPostBox(b.context({ client_token })).waiting())());
    expect(await wrong('another')).toMatchObject({ kind: 'auth', key: 'token_refused' });
    const asked = b.calls(/./).length;
    expect(await wrong('')).toMatchObject({ kind: 'auth', key: 'key_missing' });
    expect(await wrong('x'.repeat(65))).toMatchObject({ kind: 'auth', key: 'token_shape' });
    expect(await wrong('two words')).toMatchObject({ kind: 'auth', key: 'token_shape' });
    expect(b.calls(/./)).toHaveLength(asked);
    const challenge = { 'www-authenticate': 'Bearer realm="e-invoice.krediidiinfo.ee"', 'content-type': 'plain/text' };
    b.simulator.script([
      { match: /./, times: 1, kind: { type: 'status', status: 401, headers: challenge, body: 'Access token missing' } },
    ]);
    expect(await failureOf(openPostBox(b.context()).waiting())).toMatchObject({
      kind: 'auth',
      key: 'token_missing',
      details: expect.stringContaining('Access token missing') as string,
    });
  });

  it.each([400, 402, 404, 405, 406, 408, 409, 410, 413, 415, 422, 425, 429, 451])(
    'never repeats what was answered with %i',
    async (status) => {
      const b = await ediBench();
      b.simulator.script([{ match: /./, times: 5, kind: { type: 'status', status } }]);
      const box = openPostBox(b.context());
      await failureOf(box.waiting());
      expect(b.calls(/./)).toHaveLength(1);
      await failureOf(box.send(b.control.draft()));
      expect(b.calls(/./)).toHaveLength(2);
    },
  );

  it('repeats reading after 503, and never sending', async () => {
    const b = await ediBench();
    b.simulator.script([{ match: /./, times: 1, kind: { type: 'status', status: 503 } }]);
    const box = openPostBox(b.context());
    expect(await box.waiting()).toHaveLength(10);
    b.simulator.script([{ match: /^POST/, times: 1, kind: { type: 'lose_answer' } }]);
    expect(await failureOf(box.send(b.control.draft()))).toMatchObject({ kind: 'unavailable' });
    expect(b.control.sold()).toHaveLength(1);
  });

  it.each([406, 415] as const)(
    'names the header when a media type is refused, with %i as with the other',
    async (missingAcceptStatus) => {
      const b = await ediBench({ missingAcceptStatus });
      const ctx = b.context();
      // Something in between that takes the header away.
      const blind = {
        ...ctx,
        http: {
          ...ctx.http,
          request: (request: Parameters<typeof ctx.http.request>[0]) => {
            const headers = Object.fromEntries(
              Object.entries(request.headers ?? {}).filter(([name]) => name !== 'accept'),
            );
            return ctx.http.request({ ...request, headers });
          },
        },
      };
      expect(await failureOf(openPostBox(blind).waiting())).toMatchObject({
        kind: 'rejected',
        key: 'media_type_refused',
        params: { sent: 'Accept: application/vnd.ki.edi+json; version=1.0', status: missingAcceptStatus },
      });
      expect(b.calls(/./)).toHaveLength(1);
    },
  );

  it.each(['http://edi.example.ee', 'https://name:word@edi.example.ee', 'ftp://edi.example.ee', ''])(
    'sends nothing to %s',
    async (base_url) => {
      const b = await ediBench({}, { base_url });
      expect(await failureOf((async () => openPostBox(b.context()).waiting())())).toMatchObject({
        key: 'address_unsafe',
      });
    },
  );

  it.each([
    'https://elsewhere.example/edi/purchase-invoices/x',
    '//elsewhere.example/edi/purchase-invoices/x',
    '/other/purchase-invoices/x',
    '/edi/../other',
    '/edi/%2e%2e/other',
    'javascript:alert(1)',
  ])('takes %s for nobody’s URI', async (text) => {
    const b = await ediBench();
    const box = openPostBox(b.context());
    expect(() => box.uri(text)).toThrow('foreign_address');
    expect(box.uri('/edi/purchase-invoices/x').url.href).toBe(`${b.url}/edi/purchase-invoices/x`);
    expect(box.uri(`${b.url}/edi/purchase-invoices/x`).path).toBe('purchase-invoices/x');
  });
});

it('keys of documents differ in more than the case of their letters', () => {
  const keys = ['purchase-invoices/aBc', 'purchase-invoices/abC', 'purchase-invoices/abc'].map(keyOfPath);
  expect(new Set(keys.map((key) => key.toLowerCase())).size).toBe(3);
  expect(keys[2]).toBe('purchase-invoices/abc');
});

it.each([
  ['application/vnd.ki.einvoice+xml; version=1.11', true],
  ['Application/Vnd.ki.einvoice+xml;version="1.11"; charset=utf-8', true],
  ['application/vnd.ki.einvoice+xml', false],
  ['application/vnd.ki.einvoice+xml; version=1.2', false],
  ['application/xml', false],
])('%s is the XML that was asked for: %s', (header, is) => {
  expect(isMediaType(header, EINVOICE_XML)).toBe(is);
});

it('the simulated invoices say nothing that is worth a finding, credit notes and enclosed pages included', () => {
  const { control } = createEdiSimulator({
    now: () => Date.parse('2026-10-06T08:00:00Z'),
    baseUrl: 'https://edi.example.ee',
    seed: 1,
  });
  const all = Array.from({ length: 24 }, (_, n) => earveFormat.parse(control.invoice(NEWCOMER, n)));
  expect(all.flatMap(({ findings }) => findings)).toEqual([]);
  expect(new Set(all.map(({ kind }) => kind))).toEqual(new Set(['invoice', 'correction']));
  expect(all[0]?.hasAttachment).toBe(false);
  expect(earveFormat.parse(control.invoice(NEWCOMER, 3, 600)).hasAttachment).toBe(true);
});
