// Signing in while KSeF publishes an elliptic key: over a loopback socket, against a service that decrypts with its own.
import { describe, expect, it } from 'vitest';
import { bench, count, emptyArchive, expectComplete, specOf, sync } from '../../../../tests/support/ksefBench';
import { openSession } from './session';

const START = /^POST .*\/auth\/ksef-token$/;

describe('signing in to a KSeF with an elliptic key', () => {
  it.each([
    ['java', 1],
    ['csharp', 2],
    ['python-csharp', 3],
  ] as const)(
    'finds the way that it reads (%s) after %i tries, each with its own challenge',
    async (tokenKey, tries) => {
      const b = await bench({ tokenKey, seed: 40 + tries });
      await openSession(b.context()).signInAnew();
      expect(count(b, START)).toBe(tries);
      expect(count(b, /\/auth\/challenge$/)).toBe(tries);
      await openSession(b.context()).signInAnew();
      expect(count(b, START)).toBe(tries + 1);
    },
  );

  it('reads everything, as exports have an RSA key of their own', async () => {
    const b = await bench({ tokenKey: 'csharp', seed: 50 });
    const archive = emptyArchive();
    await sync(b, archive);
    expectComplete(b, archive);
  });

  it('goes on with the new key after a rotation', async () => {
    const b = await bench({ tokenKey: 'csharp', seed: 51 });
    await openSession(b.context()).signInAnew();
    await b.control.rotateKeys('emergency');
    await openSession(b.context()).signInAnew();
    expect(count(b, START)).toBe(5);
  });

  it('never takes a wrong token for a matter of encryption', async () => {
    const b = await bench({ tokenKey: 'java', seed: 52 });
    const revoked = openSession(b.context(b.control.tokens.revoked.token));
    expect(await specOf(revoked.signInAnew())).toMatchObject({ kind: 'auth', key: 'token_revoked' });
    expect(count(b, START)).toBe(1);
  });

  it('says so when KSeF understands none of the ways, after one look at its keys', async () => {
    const b = await bench({ tokenKey: 'java', seed: 53 });
    const details = ['Nieprawidłowe szyfrowanie tokena'];
    b.simulator.script([
      {
        match: /^GET .*\/auth\/\d/,
        times: 10,
        kind: {
          type: 'status',
          status: 200,
          headers: { 'content-type': 'application/json' },
          body: JSON.stringify({ startDate: '2026-10-06T08:00:00Z', status: { code: 450, description: 'x', details } }),
        },
      },
    ]);
    expect(await specOf(openSession(b.context()).signInAnew())).toMatchObject({
      kind: 'rejected',
      key: 'key_unsupported',
      params: { type: 'ec prime256v1' },
    });
    expect(count(b, START)).toBe(3);
    expect(count(b, /public-key-certificates$/)).toBe(2);
  });
});
