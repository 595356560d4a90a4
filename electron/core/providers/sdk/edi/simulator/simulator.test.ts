// The simulated service as a stranger meets it: with plain fetch, step by step as the vendor's example client does it, and as strict as
// its documentation says.
import { afterEach, describe, expect, it } from 'vitest';
import { serveOnLoopback, type ServedSimulator } from '../../simulatorKit';
import { createEdiSimulator, CLIENTS, MEDIATORS, NEWCOMER, type EdiOptions } from './index';

const JSON_TYPE = 'application/vnd.ki.edi+json; version=1.0';
const XML_TYPE = 'application/vnd.ki.einvoice+xml; version=1.11';
const served: ServedSimulator[] = [];
afterEach(async () => {
  await Promise.all(served.splice(0).map((each) => each.close()));
});

async function service(knobs: Partial<EdiOptions> = {}) {
  const up = await serveOnLoopback((baseUrl) =>
    createEdiSimulator({ now: () => Date.parse('2026-10-06T08:00:00Z'), baseUrl, seed: 1, ...knobs }),
  );
  served.push(up);
  const simulator = up.simulator as ReturnType<typeof createEdiSimulator>;
  const call = (
    method: string,
    path: string,
    token: string | null,
    headers: Record<string, string> = {},
    body?: string,
  ) =>
    fetch(new URL(path, up.url), {
      method,
      headers: { ...(token === null ? {} : { authorization: `Bearer ${token}` }), ...headers },
      ...(body === undefined ? {} : { body }),
    });
  return { call, control: simulator.control };
}

it('leads the example client through: register, token, send, list, fetch, take out', async () => {
  const { call, control } = await service({ waiting: 0 });
  const [m, order] = [MEDIATORS.demo.token, JSON.stringify({ clientId: NEWCOMER, mediatorId: MEDIATORS.demo.code })];
  expect((await call('GET', `/edi/clients/${NEWCOMER}`, m, { accept: JSON_TYPE })).status).toBe(404);
  const made = await call('POST', '/edi/clients', m, { 'content-type': `${JSON_TYPE};` }, order);
  expect([made.status, made.headers.get('location')]).toEqual([
    201,
    expect.stringMatching(/^http.*\/edi\/clients\/10256137$/),
  ]);
  expect((await call('HEAD', `/edi/purchase-invoices/receivers/${NEWCOMER}`, null)).status).toBe(200);
  const told = await call('POST', '/edi/clients/tokens', m, { 'content-type': JSON_TYPE }, order);
  const { token } = (await told.json()) as { token: string };
  const sent = await call(
    'POST',
    '/edi/sales-invoices',
    token,
    { 'content-type': XML_TYPE },
    control.draft(NEWCOMER).toString(),
  );
  expect([sent.status, await sent.text()]).toEqual([201, '']);
  const buyer = CLIENTS.others.token;
  const list = (await (await call('GET', '/edi/purchase-invoices', buyer, { accept: JSON_TYPE })).json()) as string[];
  expect(list).toHaveLength(1);
  const invoice = await call('GET', list[0] ?? '', buyer, { accept: XML_TYPE });
  expect(invoice.headers.get('content-type')).toBe(XML_TYPE);
  expect(Buffer.from(await invoice.arrayBuffer())).toEqual(control.sold()[0]);
  expect((await call('DELETE', list[0] ?? '', buyer)).status).toBe(204);
  expect((await call('DELETE', list[0] ?? '', buyer)).status).toBe(404);
});

describe('media types', () => {
  it.each([
    ['*/*', 406, 406],
    [`${JSON_TYPE}, application/json`, 406, 406],
    ['application/vnd.ki.edi+json', 406, 406],
    ['application/vnd.ki.edi+json; version=1.1', 406, 406],
    [`${JSON_TYPE}; charset=utf-8`, 406, 200],
    ['Application/VND.ki.edi+JSON ;version="1.0"', 200, 200],
  ])('Accept: %s is answered with %i, by a tolerant service with %i', async (accept, strict, tolerant) => {
    for (const [isTolerant, status] of [
      [false, strict],
      [true, tolerant],
    ] as const) {
      const { call } = await service({ tolerant: isTolerant });
      expect((await call('GET', '/edi/purchase-invoices', CLIENTS.demo.token, { accept })).status).toBe(status);
    }
  });

  it.each([406, 415] as const)('a missing Accept is %i where that is chosen', async (missingAcceptStatus) => {
    const { call } = await service({ missingAcceptStatus });
    // fetch adds one of its own: the whole reason for being strict about it.
    const answer = await call('GET', '/edi/purchase-invoices', CLIENTS.demo.token);
    expect([answer.status, answer.headers.get('content-type')]).toEqual([missingAcceptStatus, 'plain/text']);
  });

  it('of what is sent are as strict', async () => {
    const { call } = await service();
    for (const type of ['application/json', 'application/vnd.ki.edi+json', `${JSON_TYPE}; charset=utf-8`]) {
      const answer = await call('POST', '/edi/clients', MEDIATORS.demo.token, { 'content-type': type }, '{}');
      expect(answer.status, type).toBe(415);
    }
  });
});

it('asks who it is before anything else, with the challenge in one line', async () => {
  const { call } = await service();
  const none = await call('GET', '/edi/purchase-invoices', null);
  expect([none.status, none.headers.get('www-authenticate')]).toEqual([
    401,
    'Bearer realm="e-invoice.krediidiinfo.ee"',
  ]);
  expect(await none.text()).toBe('Access token missing in HTTP header.');
  const bad = await call('HEAD', `/edi/purchase-invoices/receivers/${NEWCOMER}`, 'another');
  expect(bad.status).toBe(401);
  expect(bad.headers.get('www-authenticate')).toContain('error="invalid_token"');
  expect((await call('GET', '/edi/nothing', null)).status).toBe(404);
  const wrong = await call('PUT', '/edi/clients', null);
  expect([wrong.status, wrong.headers.get('allow')]).toEqual([405, 'POST']);
});

it.each([
  ['broken', () => '<E_Invoice>', 400],
  ['with a document type', (xml: string) => xml.replace('<E_Invoice', '<!DOCTYPE a><E_Invoice'), 400],
  ['of another root', () => '<Invoice/>', 400],
  ['twice in one', (xml: string) => xml.replace(/<Invoice .*<\/Invoice>/s, (one) => one + one), 400],
  ['of another seller', (xml: string) => xml.replace(/sellerRegnumber="\d+"/, 'sellerRegnumber="1"'), 400],
  ['for nobody', (xml: string) => xml.replace(/ regNumber="\d+"/, ' regNumber="1"'), 400],
  ['too large', (xml: string) => xml + ' '.repeat(20_000), 413],
] as const)('refuses an invoice %s', async (_, spoil, status) => {
  const { call, control } = await service({ maxBodyBytes: 20_000 });
  const body = spoil(control.draft().toString());
  expect(
    (await call('POST', '/edi/sales-invoices', CLIENTS.demo.token, { 'content-type': XML_TYPE }, body)).status,
  ).toBe(status);
  expect(control.sold()).toEqual([]);
});

it('takes the same invoice twice unless told otherwise', async () => {
  for (const [duplicates, status] of [
    ['accept', 201],
    ['refuse', 409],
  ] as const) {
    const { call, control } = await service({ duplicates });
    const body = control.draft().toString();
    const send = () => call('POST', '/edi/sales-invoices', CLIENTS.demo.token, { 'content-type': XML_TYPE }, body);
    expect([(await send()).status, (await send()).status]).toEqual([201, status]);
  }
});
