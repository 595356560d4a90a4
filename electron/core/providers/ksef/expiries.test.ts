import { expect, it } from 'vitest';
import { bench, type Bench } from '../../../../tests/support/ksefBench';
import { expiriesOf } from './expiries';
import { firmSeal } from './simulator/keys/authority';

const made = (b: Bench) => b.control.certificate({ subject: firmSeal('5265877635', 'Zielona Kuźnia sp. z o.o.') });

it('reads the end out of the certificates, for signing in and for offline invoices', async () => {
  const b = await bench();
  const [own, offline] = [made(b), made(b)];
  const ctx = b.withCertificate({ certificate: own.certificatePem, key: own.keyPem });
  const { credential } = ctx.connection;
  const connection = {
    settings: { ...ctx.connection.settings, environment: 'prod' },
    credential: (field: string) =>
      ({ offline_certificate_file: offline.certificatePem, offline_key_file: offline.keyPem })[field] ??
      credential(field),
  };
  const end = Date.parse(own.certificate.validTo);
  expect(await expiriesOf({ ...ctx, connection })).toEqual([
    { kind: 'certificate', field: 'certificate_file', endsAtMs: end },
    { kind: 'certificate', field: 'offline_certificate_file', endsAtMs: Date.parse(offline.certificate.validTo) },
  ]);
});

it('says nothing of a file that cannot be opened', async () => {
  const b = await bench();
  expect(await expiriesOf(b.withCertificate({ certificate: 'bm90aGluZw==' }))).toEqual([]);
});

it('names the day until which the law allows a token, as one that may move, in production alone', async () => {
  const b = await bench();
  const own = made(b);
  const ctx = b.withCertificate({ certificate: own.certificatePem, key: own.keyPem });
  const at = (environment: string) =>
    expiriesOf({
      ...ctx,
      connection: {
        settings: { environment, sign_in: 'token' },
        credential: (field) => (field === 'token' ? 'x' : null),
      },
    });
  expect(await at('prod')).toMatchObject([
    {
      kind: 'token',
      endsAtMs: Date.parse('2026-12-31T22:59:59.999Z'),
      announced: 'expiry.token_law',
      actionId: 'to_certificate',
    },
  ]);
  expect(await at('test')).toEqual([]);
});
