// Days and signatures of invoices that are issued before KSeF knows them; receipts as the Ministry's samples show them.
import { constants, createHash, generateKeyPairSync, verify, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { bench, specOf } from '../../../../../tests/support/ksefBench';
import { referencePath } from '../../../../../tests/support/reference';
import { testContext } from '../../../../../tests/support/providerContext';
import { firmSeal } from '../simulator/index';
import { deadlineOf, easterOf, isWorkingDay } from './deadlines';
import { linkSigner, offlineLinks } from './links';
import { readUpo } from './upo';

describe('the last day', () => {
  it.each([
    ['online', '2026-10-06', undefined, null],
    ['offline24', '2026-10-06', undefined, '2026-10-07'],
    ['offline24', '2026-10-09', undefined, '2026-10-12'],
    // Christmas Eve is free, both holidays too, then a weekend.
    ['offline24', '2026-12-23', undefined, '2026-12-28'],
    ['offline24', '2026-04-03', undefined, '2026-04-07'],
    ['offline24', '2026-06-03', undefined, '2026-06-05'],
    ['offline', '2026-10-06', '2026-10-08', '2026-10-09'],
    ['offline', '2026-10-06', null, undefined],
    ['emergency', '2026-10-06', '2026-11-09', '2026-11-19'],
    ['emergency', '2026-10-06', undefined, undefined],
    // A failure that is announced while it waits moves its day.
    ['offline24', '2026-10-06', '2026-10-07', '2026-10-16'],
  ] as const)('%s, issued %s, outage ended %s: %s', (mode, issueDate, outageEndedOn, expected) => {
    expect(deadlineOf({ mode, issueDate, ...(outageEndedOn === undefined ? {} : { outageEndedOn }) })).toBe(expected);
  });

  it('knows Easter and the free days of Poland', () => {
    expect([2024, 2025, 2026, 2027, 2038].map(easterOf)).toEqual([
      '2024-03-31',
      '2025-04-20',
      '2026-04-05',
      '2027-03-28',
      '2038-04-25',
    ]);
    expect(['2024-12-24', '2025-12-24', '2026-11-11', '2026-08-15', '2026-10-10'].map(isWorkingDay)).toEqual([
      true,
      false,
      false,
      false,
      false,
    ]);
  });
});

describe('the link of who issued it', () => {
  const HASH = 'UtQp9Gpc51y-u3xApZjIjgkpZ01js-J8KflSPW8WzIE';
  const order = { sellerTaxId: '1111111111', issueDate: '2026-02-01', sha256Base64Url: HASH } as const;

  it.each(['ec', 'rsa'] as const)('is signed with the key of the offline certificate: %s', async (kind) => {
    const b = await bench({ count: 0 });
    const made = b.control.certificate({ subject: firmSeal('1111111111', 'Firma'), key: kind });
    const ctx = testContext({
      http: b.http,
      clock: b.clockPort,
      settings: { environment: 'test', nip: '1111111111' },
      credentials: {
        token:
          '20260202-EC-4A38BA3F25-22AED52193-FD|nip-1111111111|e81cf2a9552d5fae57e33fa078e95397848d246e669ce298b12074ae62bd2d18',
        offline_certificate_file: made.certificatePem,
        offline_key_file: made.keyPem,
      },
    });
    const links = await offlineLinks(ctx, { ...order, mode: 'offline24' });
    expect(links.invoice).toBe(`https://qr-test.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/${HASH}`);
    const { serialNumber, publicKey } = new X509Certificate(made.certificatePem);
    const signed = `qr-test.ksef.mf.gov.pl/certificate/Nip/1111111111/1111111111/${serialNumber.toUpperCase().padStart(16, '0')}/${HASH}`;
    expect(links.issuer?.startsWith(`https://${signed}/`)).toBe(true);
    const signature = Buffer.from(links.issuer?.split('/').at(-1) ?? '', 'base64url');
    const how =
      kind === 'ec'
        ? ({ dsaEncoding: 'ieee-p1363' } as const)
        : { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    if (kind === 'ec') expect(signature).toHaveLength(64);
    expect(verify('sha256', Buffer.from(signed), { key: publicKey, ...how }, signature)).toBe(true);
    expect(await offlineLinks(ctx, { ...order, mode: 'online' })).toEqual({ invoice: links.invoice });
  });

  it('needs that certificate, and a key of a kind that KSeF takes', async () => {
    const b = await bench({ count: 0 });
    const without = offlineLinks(b.context(), { ...order, mode: 'offline24' });
    expect(await specOf(without)).toMatchObject({ key: 'offline_certificate_missing' });
    const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'secp384r1' });
    expect(() => linkSigner(privateKey)).toThrow('key_kind');
  });
});

const samples = referencePath('ksef', 'samples', 'upo');
describe.skipIf(samples === null)("a receipt of the Ministry's samples", () => {
  it.each([
    'faktura-kontekst-id-nip',
    'faktura-internal-id',
    'faktura-id-zlozony-vat-ue',
    'sesja-kontekst-id-nip',
    'sesja-internal-id',
    'sesja-id-zlozony-vat-ue',
  ])('is read: %s', (name) => {
    const upo = readUpo(readFileSync(`${samples ?? ''}/upo-${name}.xml`));
    expect(upo.issuer).toContain('Ministerstwo Finansów');
    expect(upo.page === null).toBe(name.startsWith('faktura'));
    for (const document of upo.documents) {
      expect(document.ksefNumber).toMatch(/^\d{10}-\d{8}-[0-9A-F]{12}-[0-9A-F]{2}$/);
      expect(document.sha256).toHaveLength(createHash('sha256').digest('base64').length);
    }
  });
});
