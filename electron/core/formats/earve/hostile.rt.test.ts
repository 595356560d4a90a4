// Files inside an E-arve, and documents that mean harm. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { earve } from '../../../../tests/support/earveDocuments';
import { formatFor, viewOf } from '../registry';

function parseBytes(bytes: Uint8Array): ParsedInvoice {
  const format = formatFor(bytes.subarray(0, 4096));
  if (format === null) throw new Error('not recognised');
  return ParsedInvoice.parse(format.parse(bytes));
}

function failureOf(bytes: Uint8Array): unknown {
  try {
    parseBytes(bytes);
    return 'read';
  } catch (error) {
    return isFailure(error) ? error.spec.key : error;
  }
}

const INFO = '<DocumentName>Arve</DocumentName><InvoiceNumber>K1</InvoiceNumber><InvoiceDate>2026-10-05</InvoiceDate>';

describe('attachments', () => {
  const pdf = Buffer.from('%PDF-1.4 pilt');
  const encoded = pdf.toString('base64');
  it('are listed, and unpacked when asked', () => {
    const additional =
      `<AdditionalInformation extensionId="pdf_base64"><InformationContent>x</InformationContent><CustomContent><FileData><FileName>../lisa.png</FileName><FileBase64>${encoded}</FileBase64></FileData></CustomContent></AdditionalInformation>` +
      `<AttachmentFile><FileName>arve.pdf</FileName><FileBase64>\n${encoded.slice(0, 8)}\n${encoded.slice(8)}\n</FileBase64><FileSize>13</FileSize></AttachmentFile>`;
    const bytes = Buffer.from(earve({ additional }));
    expect(parseBytes(bytes).attachments).toEqual([
      { name: 'arve.pdf', mediaType: 'application/pdf', bytes: 13 },
      { name: 'lisa.png', mediaType: 'image/png', bytes: 13 },
    ]);
    const files = formatFor(bytes)?.attachments?.(bytes) ?? [];
    expect(files.map((file) => Buffer.from(file.load()))).toEqual([pdf, pdf]);
    expect(viewOf(bytes).rest).toEqual([]);
  });

  it('one that is no base64 costs nothing but itself', () => {
    const bytes = Buffer.from(earve({ additional: '<AttachmentFile><FileBase64>%%%</FileBase64></AttachmentFile>' }));
    expect(parseBytes(bytes).hasAttachment).toBe(true);
    expect(() => formatFor(bytes)?.attachments?.(bytes)[0]?.load()).toThrow();
  });

  it('one of 30 MB is read in time and memory', () => {
    const large = Buffer.alloc(30_000_000, 'A').toString('base64');
    const bytes = Buffer.from(
      earve({
        additional: `<AttachmentFile><FileName>suur.pdf</FileName><FileBase64>${large}</FileBase64></AttachmentFile>`,
      }),
    );
    const before = process.memoryUsage();
    const started = process.cpuUsage();
    expect(parseBytes(bytes).attachments).toEqual([
      { name: 'suur.pdf', mediaType: 'application/pdf', bytes: 30_000_000 },
    ]);
    viewOf(bytes);
    const { user, system } = process.cpuUsage(started);
    const after = process.memoryUsage();
    expect((user + system) / 1e6).toBeLessThan(3);
    expect(after.rss - before.rss).toBeLessThan(400_000_000);
    expect(formatFor(bytes)?.attachments?.(bytes)[0]?.load().length).toBe(30_000_000);
  });
});

describe('hostile', () => {
  const doctype = (inside: string) => `<!DOCTYPE E_Invoice [${inside}]>` + earve().replace(/^<\?xml[^>]*>/, '');
  it.each([
    ['billion laughs', doctype('<!ENTITY a "x"><!ENTITY b "&a;&a;">'), 'format.doctype'],
    ['an external entity', doctype('<!ENTITY x SYSTEM "file:///etc/passwd">'), 'format.doctype'],
    ['an unknown entity', earve().replace('Nõustamine', '&x;'), 'format.not_xml'],
    ['mismatched tags', earve().replace('</Description>', '</Name>'), 'format.not_xml'],
    ['nothing inside', '<E_Invoice/>', 'format.unknown'],
    ['another root', `<!-- <E_Invoice> --><Other/>`, 'format.unknown'],
    ['200,000 nested elements', `<E_Invoice>${'<a>'.repeat(200_000)}`, 'format.too_deep'],
    ['more than fits', `<E_Invoice>${' '.repeat(50_000_000)}</E_Invoice>`, 'format.too_large'],
    ['400,000 elements', `<E_Invoice>${'<a/>'.repeat(400_000)}</E_Invoice>`, 'format.too_large'],
    [
      'names of prototypes',
      '<E_Invoice><__proto__><constructor>1</constructor></__proto__></E_Invoice>',
      'format.unknown',
    ],
  ])('%s is refused', (_, xml, key) => {
    expect(failureOf(Buffer.from(xml))).toBe(key);
    expect(({} as Record<string, unknown>)['constructor']).toBe(Object);
  });

  it('elements with the names of prototypes are shown and do nothing', () => {
    const odd =
      '<AdditionalInformation extensionId="__proto__"><InformationName>constructor</InformationName><InformationContent>toString</InformationContent></AdditionalInformation>';
    const bytes = Buffer.from(earve({ additional: odd, information: `${INFO}<__proto__>x</__proto__>` }));
    expect(parseBytes(bytes).notes).toContainEqual({ label: 'constructor', text: 'toString' });
    expect(viewOf(bytes).rest).toEqual([
      {
        label: { text: '__proto__' },
        value: { kind: 'text', text: 'x' },
        path: 'E_Invoice/Invoice/InvoiceInformation/__proto__',
      },
    ]);
  });
});
