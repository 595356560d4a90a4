// Signing in with a certificate, over a loopback socket, against a service that verifies signature, certificate, context and rights.
import { describe, expect, it } from 'vitest';
import type { Tick } from '../../../../shared/contract/connect';
import { bench, count, specOf, type Bench } from '../../../../tests/support/ksefBench';
import { keyFile, PASSWORD } from '../../../../tests/support/ksefKeyFiles';
import { named } from './simulator/index';
import { firmSeal, person } from './simulator/keys/authority';
import { openSession } from './session';
import { verify } from './verify';

const NIP = '5265877635';
const START = /^POST .*\/auth\/xades-signature$/;
const PESEL = '90010112345';

function ownersFiles(b: Bench, key: 'ec' | 'rsa' = 'ec') {
  const made = b.control.certificate({ subject: firmSeal(NIP, 'Zielona Kuźnia sp. z o.o.'), key });
  return { certificate: made.certificatePem, key: made.keyPem, serial: made.certificate.serialNumber };
}
const signIn = (b: Bench, files: Parameters<Bench['withCertificate']>[0], more = {}) =>
  openSession(b.withCertificate(files, more)).signInAnew();

describe('a certificate', () => {
  it.each(['ec', 'rsa'] as const)('of KSeF signs in and reads: %s', async (key) => {
    const b = await bench();
    const ticks: Tick[] = [];
    const result = await verify(b.withCertificate(ownersFiles(b, key)), (tick) => ticks.push(tick));
    expect(result).toMatchObject({ identity: expect.stringMatching(/^5265877635@/) as string, settings: { nip: NIP } });
    const notes = ticks.filter(({ state }) => state === 'done').map(({ note }) => note);
    expect(notes).toContain('verify.signed_in.certificate');
    expect(notes).toContain('verify.company_found.certificate');
    expect(notes).toContain('verify.rights.proven');
  });

  it('out of a PKCS#12 with a password does the same', async () => {
    const b = await bench();
    // The file was made later than the simulated present.
    b.clock.advance(90 * 86_400_000);
    await signIn(b, { certificate: keyFile('ec-legacy.p12'), passphrase: PASSWORD });
    expect(count(b, START)).toBe(1);
  });

  it('of a person works where that person was granted something, and nowhere else', async () => {
    const b = await bench();
    const made = b.control.certificate({ subject: person(`PNOPL-${PESEL}`, 'Jan', 'Kowalski') });
    const files = { certificate: made.certificatePem, key: made.keyPem };
    expect(await specOf(signIn(b, files))).toMatchObject({ kind: 'permission', key: 'no_permission' });
    const holder = { type: 'Pesel', value: PESEL } as const;
    b.control.grant({ holder, contextValue: NIP, permissions: ['InvoiceRead'], description: 'Biuro rachunkowe' });
    await signIn(b, files);
  });

  it('without any identifier is known by its fingerprint', async () => {
    const b = await bench();
    const made = b.control.certificate({ subject: [{ oid: '2.5.4.3', text: 'Laptop w biurze' }], isSelfSigned: true });
    const holder = { type: 'Fingerprint', value: made.certificate.fingerprint256.replaceAll(':', '') } as const;
    b.control.grant({ holder, contextValue: NIP, permissions: ['InvoiceRead'], description: 'Odcisk' });
    await signIn(b, { certificate: made.certificatePem, key: made.keyPem });
  });

  it.each([
    ['InternalId', { context_type: 'InternalId', internal_id: `${NIP}-12345` }, `${NIP}-12345`],
    ['NipVatUe', { context_type: 'NipVatUe', nip_vat_ue: `${NIP}-DE123456789` }, `${NIP}-DE123456789`],
    ['PeppolId', { context_type: 'PeppolId', peppol_id: 'PPL123456' }, 'PPL123456'],
  ])('signs in to the other kinds of context: %s', async (type, settings, value) => {
    const b = await bench();
    const files = ownersFiles(b);
    const holder = { type: 'Nip', value: NIP } as const;
    b.control.grant({ holder, contextValue: value, permissions: ['InvoiceRead'], description: 'Peppol' });
    const session = openSession(b.withCertificate(files, settings));
    const claims = await session.run((bearer) =>
      Promise.resolve(JSON.parse(Buffer.from(bearer.split('.')[1] ?? '', 'base64url').toString()) as unknown),
    );
    expect(claims).toMatchObject({ cit: type, civ: value });
  });

  it('that was revoked, is over or comes from nowhere is refused in words', async () => {
    const b = await bench();
    const files = ownersFiles(b);
    b.control.revokeCertificate(files.serial);
    expect(await specOf(signIn(b, files))).toMatchObject({ kind: 'auth', key: 'certificate_refused' });
    const old = b.control.certificate({
      subject: firmSeal(NIP, 'Zielona Kuźnia'),
      validFromMs: b.clock.now() - 2_000_000,
      validToMs: b.clock.now() - 1_000_000,
    });
    const before = count(b, START);
    expect(await specOf(signIn(b, { certificate: old.certificatePem, key: old.keyPem }))).toMatchObject({
      kind: 'auth',
      key: 'certificate_expired',
    });
    // Nothing was sent that could only be refused.
    expect(count(b, START)).toBe(before);
  });

  it('with a wrong password asks KSeF nothing at all', async () => {
    const b = await bench();
    const files = { certificate: keyFile('ec-modern.p12'), passphrase: 'nie to' };
    expect(await specOf(signIn(b, files))).toMatchObject({ kind: 'user_input', key: 'passphrase_wrong' });
    expect(b.simulator.seen).toEqual([]);
  });

  it('starts over with a fresh challenge when KSeF no longer takes the old one', async () => {
    const b = await bench();
    b.simulator.script([
      {
        match: START,
        times: 1,
        kind: {
          type: 'status',
          status: 400,
          headers: { 'content-type': 'application/problem+json' },
          body: JSON.stringify({ title: 'Bad Request', status: 400, errors: [{ code: 21111, description: 'x' }] }),
        },
      },
    ]);
    await signIn(b, ownersFiles(b));
    expect(count(b, START)).toBe(2);
    expect(count(b, /\/auth\/challenge$/)).toBe(2);
  });

  it('is polled like a token, and its sign-in may hang', async () => {
    const b = await bench({ loginPolls: 3 });
    b.simulator.script([named(START, 'stuck_login')]);
    expect(await specOf(signIn(b, ownersFiles(b)))).toMatchObject({ kind: 'unavailable', key: 'login_timeout' });
  });

  it('takes no token of another certificate for its own', async () => {
    const b = await bench();
    const [one, other] = [ownersFiles(b), ownersFiles(b)];
    const bearer = await openSession(b.withCertificate(one)).run((token) => Promise.resolve(token));
    const again = await openSession(b.withCertificate(one)).run((token) => Promise.resolve(token));
    expect(again).toBe(bearer);
    expect(await openSession(b.withCertificate(other)).run((token) => Promise.resolve(token))).not.toBe(bearer);
  });
});
