import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../../shared/errors';
import { packageUnpacker } from './unpack';

const bytes = (json: unknown) => Buffer.from(JSON.stringify(json));
const invoice = {
  ksefNumber: '5265877635-20250826-0100001AF629-AF',
  invoiceHash: 'mkht+3m5trnfxlTYhq3QFn74LkEO69MFNlsMAkCDSPA=',
  seller: { nip: '5265877635' },
  something: { quite: 'new' },
};
const keyOf = (content: Uint8Array) => {
  try {
    packageUnpacker.readIndex(content);
  } catch (error) {
    return isFailure(error) ? error.spec.key : String(error);
  }
  return 'read';
};

describe('the index of a package', () => {
  it('names each file, its key, its hash and keeps all of its metadata', () => {
    const { entries } = packageUnpacker.readIndex(bytes({ invoices: [invoice], more: 1 }));
    expect([...entries]).toEqual([
      [
        '5265877635-20250826-0100001AF629-AF.xml',
        {
          naturalKey: '5265877635-20250826-0100001AF629-AF',
          mediaType: 'application/xml',
          sha256: invoice.invoiceHash,
          remote: invoice,
          facts: { remoteNumber: '5265877635-20250826-0100001AF629-AF', seller: { taxId: '5265877635' } },
        },
      ],
    ]);
  });

  it('folds the number to one key but keeps the file name as it is', () => {
    const lower = { ...invoice, ksefNumber: invoice.ksefNumber.toLowerCase() };
    const { entries } = packageUnpacker.readIndex(bytes({ invoices: [lower] }));
    expect(entries.get(`${lower.ksefNumber}.xml`)?.naturalKey).toBe(invoice.ksefNumber);
  });

  it('keeps an invoice whose check digit is wrong, and says so', () => {
    const odd = { ...invoice, ksefNumber: '5555555555-20250808-9231003CA67B-BE' };
    const { entries } = packageUnpacker.readIndex(bytes({ invoices: [odd] }));
    expect(entries.get(`${odd.ksefNumber}.xml`)?.warnings).toEqual(['ksef_number_odd']);
  });

  it.each([
    ['a number that is a path', bytes({ invoices: [{ ...invoice, ksefNumber: '../../etc/passwd' }] })],
    ['no hash', bytes({ invoices: [{ ...invoice, invoiceHash: undefined }] })],
    ['another shape', bytes({ rows: [] })],
    ['an HTML page', Buffer.from('<html>')],
    ['bytes that are no UTF-8', Buffer.from([0x7b, 0xff, 0xfe])],
  ])('is refused with %s', (_, content) => {
    expect(keyOf(content)).toBe('index_unreadable');
  });
});
