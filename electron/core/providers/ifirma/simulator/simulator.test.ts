// The simulator refuses what the real one refuses, and remembers what must never be asked.
import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { createIfirmaSimulator } from './index';

const NOW = Date.parse('2026-10-06T08:00:00Z');
const BASE = 'https://www.ifirma.example/iapi/';
const USER = 'demo@zielona-kuznia.example';
const [FAKTURA, ABONENT] = ['D3A0FA5C0D3A0FA5', 'D3A0AB0A0D3A0AB0'];

const sign = (key: Buffer | string, message: string): string =>
  createHmac('sha1', key).update(message, 'utf8').digest('hex');
const right = (path: string, keyName = 'faktura', key = FAKTURA): string =>
  sign(Buffer.from(key, 'hex'), `${BASE}${path.split('?')[0] ?? ''}${USER}${keyName}`);

async function ask(path: string, hash: string, more: { method?: string; headers?: Record<string, string> } = {}) {
  const simulator = createIfirmaSimulator({ now: () => NOW, baseUrl: '', seed: 1 });
  const headers = {
    accept: 'application/json',
    authentication: `IAPIS user=${USER}, hmac-sha1=${hash}`,
    ...more.headers,
  };
  const response = await simulator.handle(new Request(BASE + path, { method: more.method ?? 'GET', headers }));
  return { simulator, status: response.status, text: await response.text() };
}

const LIST = 'faktury.json?dataOd=2026-09-01';

describe('the simulator', () => {
  it.each([
    ['the letters of the key', sign(FAKTURA, `${BASE}faktury.json${USER}faktura`)],
    ['the query in what is signed', sign(Buffer.from(FAKTURA, 'hex'), `${BASE}${LIST}${USER}faktura`)],
    ['another order', sign(Buffer.from(FAKTURA, 'hex'), `${USER}${BASE}faktury.jsonfaktura`)],
    ['the key of another part', right(LIST, 'abonent', ABONENT)],
  ])('refuses a signature made with %s', async (_, hash) => {
    expect((await ask(LIST, hash)).text).toContain('"Kod":403');
  });

  it('knows its logins, its header and its keys', async () => {
    expect((await ask(LIST, right(LIST))).text).toContain('"Kod":0');
    const unknown = { authentication: `IAPIS user=x@y.example, hmac-sha1=${right(LIST)}` };
    expect((await ask(LIST, '', { headers: unknown })).text).toContain('"Kod":401');
    expect((await ask(LIST, '', { headers: { authentication: 'Bearer x' } })).text).toContain('"Kod":400');
    expect((await ask(LIST, right(LIST), { headers: { authorization: 'x' } })).text).toContain('"Kod":400');
  });

  it('wants a first day, gives thirty days and twenty rows unless asked otherwise', async () => {
    expect((await ask('faktury.json', right('faktury.json'))).text).toContain('"Kod":201');
    const { response } = JSON.parse((await ask(LIST, right(LIST))).text) as { response: { Wynik: object[] } };
    expect(response.Wynik.length).toBeLessThanOrEqual(20);
    expect(Object.keys(response.Wynik[0] ?? {}).filter((key) => /netto|vat/i.test(key))).toEqual([]);
  });

  it('gives a document by its id and by its number, as a PDF too, and no costs', async () => {
    for (const path of ['fakturakraj/152000.json', 'fakturakraj/1_6_2026.json'])
      expect((await ask(path, right(path))).text).toContain('"Kod":0');
    const headers = { accept: 'application/pdf' };
    for (const path of ['fakturakraj/152000.pdf', 'fakturakraj/152000.pdf.single']) {
      expect((await ask(path, right(path), { headers })).text).toMatch(/^%PDF/);
      expect((await ask(path, right(path))).text).toContain('"Kod":102');
      expect((await ask(path, right('fakturakraj/152000.json'), { headers })).text).toContain('"Kod":403');
    }
    for (const path of ['wydatki.json', 'zakuptowaruvat.json']) expect((await ask(path, right(path))).status).toBe(404);
  });

  it.each([
    ['PUT', 'abonent/miesiacksiegowy.json'],
    ['POST', 'zakuptowaruvat.json'],
    ['POST', 'fakturakraj/ksef/send/152000.json'],
    ['GET', 'fakturakraj/ksef/send/152000.json'],
    ['DELETE', 'fakturakraj/152000.json'],
  ])('remembers %s %s', async (method, path) => {
    expect((await ask(path, right(path), { method })).simulator.violations).not.toEqual([]);
  });

  it('counts a hundred in a minute', async () => {
    const simulator = createIfirmaSimulator({ now: () => NOW, baseUrl: '', seed: 1 });
    const authentication = `IAPIS user=${USER}, hmac-sha1=${right(LIST)}`;
    let status = 0;
    for (let at = 0; at < 101; at += 1) {
      const request = new Request(BASE + LIST, { headers: { accept: 'application/json', authentication } });
      status = (await simulator.handle(request)).status;
    }
    expect(status).toBe(429);
  });
});
