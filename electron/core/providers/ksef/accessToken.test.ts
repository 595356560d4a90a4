import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bench } from '../../../../tests/support/ksefBench';
import { readAccessToken } from './accessToken';
import { listSessions } from './remoteSessions';
import { openSession } from './session';

const jwt = (claims: unknown) =>
  `eyJhbGciOiJIUzI1NiJ9.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2lnbmF0dXJl`;
const NOTHING = { context: null, rights: [], until: null, onlyFrom: [] };

describe('an access token', () => {
  it('of KSeF says for whom, what it may, until when and from where', async () => {
    const b = await bench({}, { allowed_ips: '127.0.0.1, 203.0.113.0/24' });
    const token = await openSession(b.context()).run((bearer) => Promise.resolve(bearer));
    expect(readAccessToken(token)).toEqual({
      context: { type: 'Nip', value: '5265877635' },
      rights: b.control.tokens.demo.permissions,
      until: new Date(Math.floor(b.clock.now() / 1000) * 1000 + 900_000).toISOString(),
      onlyFrom: ['127.0.0.1', '203.0.113.0/24'],
    });
  });

  it('is shown at the own sign-in and at no other', async () => {
    const b = await bench();
    await openSession(b.context(b.control.tokens.readWrite.token)).signInAnew();
    const listed = await listSessions(b.context());
    expect(listed.filter(({ isCurrent }) => isCurrent).map(({ holds }) => holds)).toEqual([
      expect.objectContaining({ context: 'NIP 526-587-76-35', rights: b.control.tokens.demo.permissions }),
    ]);
    expect(listed.filter(({ isCurrent, holds }) => !isCurrent && holds !== undefined)).toEqual([]);
    expect(listed).toHaveLength(2);
  });

  it.each([
    ['text in JSON', { per: '["InvoiceRead","InvoiceWrite"]' }, ['InvoiceRead', 'InvoiceWrite']],
    ['a list', { per: ['InvoiceRead', 'InvoiceRead'] }, ['InvoiceRead']],
    ['commas', { per: 'InvoiceRead, InvoiceWrite' }, ['InvoiceRead', 'InvoiceWrite']],
    [
      'roles beside rights, less what is excluded',
      { per: '["A","B"]', pec: '["B"]', rol: '["Owner"]' },
      ['A', 'Owner'],
    ],
    ['what is in force before all else', { per: '["A","B"]', pep: '["B"]' }, ['B']],
    [
      'things that are no words',
      { per: [1, null, {}, ['x'], 'a b', '<b>', 'x'.repeat(65), 'InvoiceRead'] },
      ['InvoiceRead'],
    ],
  ])('lists rights out of %s', (_, claims, rights) => {
    expect(readAccessToken(jwt(claims))?.rights).toEqual(rights);
  });

  it('takes what it knows and leaves what it does not', () => {
    expect(readAccessToken(jwt({ neu: { x: 1 }, exp: 'later', cit: 7, civ: 'x', iop: '{{', per: 5 }))).toEqual(NOTHING);
    expect(readAccessToken(jwt({ exp: 1e300 }))).toEqual(NOTHING);
    expect(readAccessToken(jwt({ exp: 1_780_000_000.9 }))?.until).toBe('2026-05-28T20:26:40.000Z');
    expect(readAccessToken(jwt({ ipp: { ip4Addresses: ['203.0.113.7'], x: 5 } }))?.onlyFrom).toEqual(['203.0.113.7']);
    expect(readAccessToken(jwt({ ['__proto__']: { cit: 'Nip', civ: '1' } }))).toEqual(NOTHING);
  });

  it.each([
    ['nothing', ''],
    ['no parts', 'token'],
    ['two parts', 'a.b'],
    ['four parts', 'a.b.c.d'],
    ['no base64', 'a.%%%.c'],
    ['no JSON', `a.${Buffer.from('claims').toString('base64url')}.c`],
    ['no object', jwt(5)],
    ['a list', jwt([1])],
    ['null', jwt(null)],
    ['too many characters', jwt({ per: 'x'.repeat(70_000) })],
    ['many levels', `a.${Buffer.from('['.repeat(40_000)).toString('base64url')}.c`],
  ])('is nothing when it is %s', (_, token) => {
    expect(readAccessToken(token)).toBeNull();
  });

  it('with levels in a claim is read around them', () => {
    const deep = `${'['.repeat(9000)}${']'.repeat(9000)}`;
    expect(readAccessToken(jwt({ cit: 'Nip', civ: '1', per: deep }))).toMatchObject({
      context: { value: '1' },
      rights: [],
    });
    const token = `a.${Buffer.from(`{"per":${deep}}`).toString('base64url')}.c`;
    expect(readAccessToken(token)?.rights).toEqual([]);
  });

  it('never throws, whatever it holds', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.json().map((json) => `a.${Buffer.from(json).toString('base64url')}.c`),
        ),
        (token) => {
          expect(() => readAccessToken(token)).not.toThrow();
        },
      ),
    );
    fc.assert(
      fc.property(
        fc.record({ per: fc.anything(), pep: fc.anything(), iop: fc.anything(), exp: fc.anything() }),
        (claims) => {
          let token: string;
          try {
            token = jwt(claims);
          } catch {
            return;
          }
          expect(() => readAccessToken(token)).not.toThrow();
        },
      ),
    );
  });
});
