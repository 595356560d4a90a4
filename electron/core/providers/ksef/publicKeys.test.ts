import { describe, expect, it } from 'vitest';
import { START_MS, publicKeys } from '../../../../tests/support/ksefScript';
import { scriptedHttp } from '../../../../tests/support/scriptedHttp';
import { environmentOf } from './environments';
import { chooseCertificate, forgetPublicKeys, publicKeyFor } from './publicKeys';

const certificate = (publicKeyId: string, validFrom: string, validTo: string, usage = 'KsefTokenEncryption') => ({
  certificate: 'x',
  publicKeyId,
  validFrom: `${validFrom}T00:00:00.0154302+00:00`,
  validTo: `${validTo}T00:00:00.0154302+00:00`,
  usage: [usage],
});
const chosen = (...list: ReturnType<typeof certificate>[]) =>
  chooseCertificate(list, 'KsefTokenEncryption', START_MS)?.publicKeyId;

describe('the choice of a public key', () => {
  it('takes the newest that is valid now, of the right usage', () => {
    const ended = certificate('ended', '2024-01-01', '2026-01-01');
    const valid = certificate('valid', '2025-01-01', '2027-01-01');
    const newer = certificate('newer', '2026-06-01', '2028-01-01');
    const future = certificate('future', '2026-12-01', '2029-01-01');
    const other = certificate('other', '2026-10-01', '2028-01-01', 'SymmetricKeyEncryption');
    expect(chosen(ended, valid, newer, future, other)).toBe('newer');
    expect(chosen(newer, other, future, valid, ended)).toBe('newer');
  });

  it('leaves the decision to KSeF when by this clock none is valid', () => {
    const old = certificate('old', '2020-01-01', '2021-01-01');
    const newest = certificate('newest', '2022-01-01', '2023-01-01');
    expect(chosen(newest, old)).toBe('newest');
    expect(chosen(certificate('other', '2025-01-01', '2027-01-01', 'SymmetricKeyEncryption'))).toBeUndefined();
  });
});

describe('the cache of public keys', () => {
  it('lasts six hours, by address, and can be forgotten', async () => {
    const http = scriptedHttp({ 'GET /v2/security/public-key-certificates': publicKeys('first') });
    const at = (base_url: string) => ({
      http,
      environment: environmentOf({ environment: 'custom', base_url }),
      userAgent: 'x',
      onWarning: () => undefined,
    });
    const one = at('http://127.0.0.1:41001');
    const ask = (ksef: typeof one, hours: number) =>
      publicKeyFor(ksef, 'KsefTokenEncryption', START_MS + hours * 3_600_000).then(() => http.asked.length);
    expect(await ask(one, 0)).toBe(1);
    expect(await ask(one, 5)).toBe(1);
    expect(await ask(at('http://127.0.0.1:41002'), 5)).toBe(2);
    expect(await ask(one, 7)).toBe(3);
    forgetPublicKeys(one);
    expect(await ask(one, 7)).toBe(4);
    // A clock that was set back must not keep old keys for ever.
    expect(await ask(one, 1)).toBe(5);
  });
});
