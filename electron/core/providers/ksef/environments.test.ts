import { readFileSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { isFailure } from '../../../../shared/errors';
import { referencePath } from '../../../../tests/support/reference';
import { environmentOf, guardPresigned } from './environments';
import ksef from './index';

const keyOf = (work: () => unknown) => {
  try {
    work();
  } catch (error) {
    return isFailure(error) ? error.spec.key : String(error);
  }
  return 'fine';
};

describe('environments', () => {
  it.each([
    ['prod', 'https://api.ksef.mf.gov.pl/v2'],
    ['demo', 'https://api-demo.ksef.mf.gov.pl/v2'],
    ['test', 'https://api-test.ksef.mf.gov.pl/v2'],
  ])('%s', (environment, apiBase) => {
    expect(environmentOf({ environment }).apiBase).toBe(apiBase);
  });

  it.each([
    ['https://ksef.example.pl', 'https://ksef.example.pl/v2'],
    ['https://ksef.example.pl/v2/', 'https://ksef.example.pl/v2'],
    ['https://ksef.example.pl/api/', 'https://ksef.example.pl/api/v2'],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v2'],
    ['http://localhost:1', 'http://localhost:1/v2'],
  ])('own address %s', (base_url, apiBase) => {
    expect(environmentOf({ environment: 'custom', base_url }).apiBase).toBe(apiBase);
  });

  it.each([
    'http://ksef.example.pl',
    'ftp://127.0.0.1',
    'https://u:p@x.pl',
    'https://x.pl/?a=1',
    '',
    'http://127.0.0.1.evil.pl',
  ])('refuses %s', (base_url) => {
    expect(keyOf(() => environmentOf({ environment: 'custom', base_url }))).toBe('base_url_invalid');
  });
});

describe('links to package parts', () => {
  const on = (id: string, base_url = '') => environmentOf({ environment: id, base_url });
  it.each([
    ['prod', 'https://storage.ksef.mf.gov.pl/a?sig=1', 'fine'],
    ['prod', 'https://api.ksef.mf.gov.pl/storage/a', 'fine'],
    ['prod', 'https://api-test.ksef.mf.gov.pl/storage/a', 'foreign_host'],
    ['prod', 'https://storage-demo.ksef.mf.gov.pl/a', 'foreign_host'],
    ['test', 'https://api-test.ksef.mf.gov.pl/storage/a', 'fine'],
    ['test', 'https://api-demo.ksef.mf.gov.pl/storage/a', 'foreign_host'],
    ['demo', 'http://api-demo.ksef.mf.gov.pl/storage/a', 'foreign_host'],
    ['prod', 'https://ksef.mf.gov.pl.evil.example/a', 'foreign_host'],
    ['prod', 'https://evilksef.mf.gov.pl/a', 'foreign_host'],
    ['prod', 'https://api.ksef.mf.gov.pl:8443/a', 'foreign_host'],
    ['prod', 'https://x@api.ksef.mf.gov.pl/a', 'foreign_host'],
    ['prod', 'https://127.0.0.1/a', 'foreign_host'],
    ['prod', 'not a link', 'foreign_host'],
  ])('%s: %s', (id, link, expected) => {
    expect(keyOf(() => guardPresigned(on(id), link))).toBe(expected);
  });

  it('stay on the very origin of an own address', () => {
    const environment = on('custom', 'http://127.0.0.1:8080');
    expect(keyOf(() => guardPresigned(environment, 'http://127.0.0.1:8080/storage/x'))).toBe('fine');
    expect(keyOf(() => guardPresigned(environment, 'http://127.0.0.1:8081/storage/x'))).toBe('foreign_host');
  });
});

const Case = z.object({ nip: z.string(), url: z.string() });
const Links = z.object({
  official: z.object({ kod1: Case.extend({ issueDate_P_1: z.string(), invoiceSha256Base64Url: z.string() }) }),
  fromCsharpTests: z.array(Case.extend({ bytesUtf8: z.string(), issueDate_P_1: z.string() })),
  derivedFromSamples: z.array(
    z.object({ file: z.string(), nip: z.string(), P_1: z.string(), kod1UrlTest: z.string() }),
  ),
});

describe('the QR link of an invoice', () => {
  const link = (environment: string, sellerTaxId: string, issueDate: string, sha256Base64Url: string) =>
    ksef.invoices?.checkLink?.({
      sellerTaxId,
      issueDate,
      sha256Base64Url,
      settings: { environment, base_url: 'https://x.pl' },
    });

  it('leads to the host of its environment, and nowhere for an own address', () => {
    expect(link('prod', '1111111111', '2026-02-01', 'h')).toBe(
      'https://qr.ksef.mf.gov.pl/invoice/1111111111/01-02-2026/h',
    );
    expect(link('demo', '1111111111', '2026-02-01', 'h')).toContain('https://qr-demo.ksef.mf.gov.pl/');
    expect(link('custom', '1111111111', '2026-02-01', 'h')).toBeUndefined();
  });

  const file = referencePath('ksef', 'vectors', 'qr-links.json');
  it.skipIf(file === null)('equals the published links, byte for byte of the samples', () => {
    const vectors = Links.parse(JSON.parse(readFileSync(file ?? '', 'utf8')));
    const { kod1 } = vectors.official;
    expect(link('test', kod1.nip, kod1.issueDate_P_1, kod1.invoiceSha256Base64Url)).toBe(kod1.url);
    const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('base64url');
    for (const one of vectors.fromCsharpTests)
      expect(link('test', one.nip, one.issueDate_P_1, hashOf(Buffer.from(one.bytesUtf8)))).toBe(one.url);
    for (const one of vectors.derivedFromSamples) {
      const sample = referencePath('ksef', 'samples', 'invoices', one.file);
      expect(link('test', one.nip, one.P_1, hashOf(readFileSync(sample ?? '')))).toBe(one.kod1UrlTest);
    }
  });
});

describe('links to places that are nobody’s business', () => {
  it.each([
    ['prod', 'https://127.0.0.1/a'],
    ['prod', 'https://[::1]/a'],
    ['prod', 'https://localhost/a'],
    ['prod', 'https://10.0.0.5/a'],
    ['prod', 'https://169.254.169.254/latest/meta-data'],
    ['prod', 'https://user@storage.ksef.mf.gov.pl/a'],
    ['prod', 'https://storage.ksef.mf.gov.pl:8443/a'],
    ['custom', 'http://127.0.0.1:9999/a'],
    ['custom', 'https://10.0.0.5/a'],
  ])('%s never follows %s', (environment, link) => {
    const base_url = 'http://127.0.0.1:8080';
    expect(keyOf(() => guardPresigned(environmentOf({ environment, base_url }), link))).toBe('foreign_host');
  });

  it('but follows the simulator’s own, and KSeF’s own behind a gateway', () => {
    const simulator = environmentOf({ environment: 'custom', base_url: 'http://127.0.0.1:8080' });
    expect(guardPresigned(simulator, 'http://127.0.0.1:8080/storage/a?sig=1')).toContain('/storage/a');
    const gateway = environmentOf({ environment: 'custom', base_url: 'https://brama.example' });
    expect(guardPresigned(gateway, 'https://storage-test.ksef.mf.gov.pl/a')).toContain('storage-test');
    expect(simulator.isSimulated).toBe(true);
    expect(gateway.isSimulated).toBe(false);
    expect(gateway.lighthouse).toBeNull();
  });
});
