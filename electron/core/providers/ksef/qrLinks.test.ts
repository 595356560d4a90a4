import { constants, createHash, createVerify, generateKeyPairSync, sign as signBytes, verify } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { referencePath } from '../../../../tests/support/reference';
import { environmentOf } from './environments';
import { certificateLink, invoiceLink } from './qrLinks';

const file = referencePath('ksef', 'vectors', 'qr-links.json');
const samples = referencePath('ksef', 'samples', 'invoices');
const Vectors = z.object({
  official: z.object({
    kod1: z.object({ nip: z.string(), issueDate_P_1: z.string(), invoiceSha256Base64Url: z.string(), url: z.string() }),
    kod2: z.object({
      contextValue: z.string(),
      sellerNip: z.string(),
      certificateSerial: z.string(),
      invoiceSha256Base64Url: z.string(),
      stringToSign: z.string(),
      signatureBase64Url: z.string(),
    }),
  }),
  fromCsharpTests: z.array(
    z.object({ bytesUtf8: z.string(), nip: z.string(), issueDate_P_1: z.string(), url: z.string() }),
  ),
  derivedFromSamples: z.array(
    z.object({ file: z.string(), nip: z.string(), P_1: z.string(), kod1UrlTest: z.string() }),
  ),
});

const test = environmentOf({ environment: 'test' });
const hashOf = (bytes: Uint8Array | string): string => createHash('sha256').update(bytes).digest('base64url');

const facts = {
  context: { type: 'Nip', value: '5265877635' },
  sellerNip: '5265877635',
  certificateSerial: '01F20A5D352AE590',
  sha256Base64Url: hashOf('x'),
} as const;

describe('KOD I', () => {
  it.each([
    ['prod', 'https://qr.ksef.mf.gov.pl/'],
    ['demo', 'https://qr-demo.ksef.mf.gov.pl/'],
    ['test', 'https://qr-test.ksef.mf.gov.pl/'],
  ])('of %s begins with %s', (environment, start) => {
    const link = invoiceLink(environmentOf({ environment }), {
      sellerNip: '5265877635',
      issueDate: '2026-02-01',
      sha256Base64Url: 'abc',
    });
    expect(link).toBe(`${start}invoice/5265877635/01-02-2026/abc`);
  });

  it('is left out where it would lead nowhere', () => {
    const known = { sellerNip: '5265877635', issueDate: '2026-02-01', sha256Base64Url: 'abc' };
    expect(
      invoiceLink(environmentOf({ environment: 'custom', base_url: 'http://127.0.0.1:1' }), known),
    ).toBeUndefined();
    expect(invoiceLink(test, { ...known, issueDate: '1.2.2026' })).toBeUndefined();
    expect(invoiceLink(test, { ...known, sellerNip: 'DE123' })).toBeUndefined();
  });

  describe.skipIf(file === null || samples === null)('published examples', () => {
    const vectors = file === null ? null : Vectors.parse(JSON.parse(readFileSync(file, 'utf8')));
    it('are made as published', () => {
      const { kod1 } = vectors?.official ?? { kod1: null };
      const link = invoiceLink(test, {
        sellerNip: kod1?.nip ?? '',
        issueDate: kod1?.issueDate_P_1 ?? '',
        sha256Base64Url: kod1?.invoiceSha256Base64Url ?? '',
      });
      expect(link).toBe(kod1?.url);
      for (const each of vectors?.fromCsharpTests ?? []) {
        const made = { sellerNip: each.nip, issueDate: each.issueDate_P_1, sha256Base64Url: hashOf(each.bytesUtf8) };
        expect(invoiceLink(test, made)).toBe(each.url);
      }
    });
    it('of every sample, from its bytes', () => {
      for (const each of vectors?.derivedFromSamples ?? []) {
        const bytes = readFileSync(path.join(samples ?? '', each.file));
        const made = { sellerNip: each.nip, issueDate: each.P_1, sha256Base64Url: hashOf(bytes) };
        expect(invoiceLink(test, made)).toBe(each.kod1UrlTest);
      }
    });
    it('KOD II signs the published text and puts the link together as published', async () => {
      const kod2 = vectors?.official.kod2;
      let signed = '';
      const link = await certificateLink(
        test,
        {
          context: { type: 'Nip', value: kod2?.contextValue ?? '' },
          sellerNip: kod2?.sellerNip ?? '',
          certificateSerial: kod2?.certificateSerial ?? '',
          sha256Base64Url: kod2?.invoiceSha256Base64Url ?? '',
        },
        (text) => {
          signed = Buffer.from(text).toString('utf8');
          return Promise.resolve(Buffer.from(kod2?.signatureBase64Url ?? '', 'base64url'));
        },
      );
      expect(signed).toBe(kod2?.stringToSign);
      expect(link).toBe(`https://${kod2?.stringToSign ?? ''}/${kod2?.signatureBase64Url ?? ''}`);
    });
  });
});

describe('KOD II', () => {
  it('is verified with the certificate key, RSA-PSS', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const pss = { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 };
    const link = await certificateLink(test, facts, (text) =>
      Promise.resolve(signBytes('sha256', text, { key: privateKey, ...pss })),
    );
    const [signed = '', signature = ''] = /^https:\/\/(.*)\/([^/]+)$/.exec(link ?? '')?.slice(1) ?? [];
    expect(verify('sha256', Buffer.from(signed), { key: publicKey, ...pss }, Buffer.from(signature, 'base64url'))).toBe(
      true,
    );
  });

  it('is verified with the certificate key, ECDSA with 64 raw bytes', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const link = await certificateLink(test, facts, (text) =>
      Promise.resolve(signBytes('sha256', text, { key: privateKey, dsaEncoding: 'ieee-p1363' })),
    );
    const [signed = '', signature = ''] = /^https:\/\/(.*)\/([^/]+)$/.exec(link ?? '')?.slice(1) ?? [];
    const raw = Buffer.from(signature, 'base64url');
    expect(raw).toHaveLength(64);
    const check = createVerify('sha256').update(signed);
    expect(check.verify({ key: publicKey, dsaEncoding: 'ieee-p1363' }, raw)).toBe(true);
  });

  it('needs the serial number as the certificate has it', async () => {
    const sign = (): Promise<Uint8Array> => Promise.resolve(new Uint8Array(64));
    expect(await certificateLink(test, { ...facts, certificateSerial: '01f2' }, sign)).toBeUndefined();
  });
});
