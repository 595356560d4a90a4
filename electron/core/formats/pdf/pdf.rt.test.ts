// E-invoices inside PDFs that another library wrote. Runs in Node and in Electron's runtime.
import { describe, expect, it } from 'vitest';
import { ParsedInvoice } from '../../../../shared/domain/invoice';
import { isFailure } from '../../../../shared/errors';
import { cii } from '../../../../tests/support/ciiDocuments';
import { pdfWith } from '../../../../tests/support/einvoicePdf';
import { ubl } from '../../../../tests/support/enDocuments';
import { formatFor, viewOf } from '../registry';

function failureOf(bytes: Uint8Array): unknown {
  try {
    formatFor(bytes)?.parse(bytes);
    return 'read';
  } catch (error) {
    return isFailure(error) ? error.spec.key : error;
  }
}

describe('a PDF', () => {
  it.each([
    ['factur-x.xml', cii(), true],
    ['factur-x.xml', cii(), false],
    ['ZUGFeRD-invoice.xml', cii(), true],
    ['xrechnung.xml', ubl(), false],
    ['arve.xml', ubl(), true],
  ])('with %s is that invoice', async (name, xml, isPacked) => {
    const bytes = await pdfWith(
      [
        ['bild.txt', 'x'],
        [name, xml],
      ],
      isPacked,
    );
    const format = formatFor(bytes.subarray(0, 4096));
    expect(format?.id).toBe('pdf');
    const invoice = ParsedInvoice.parse(format?.parse(bytes));
    expect(invoice).toMatchObject({ number: '2026-17', gross: '124.00', hasAttachment: true });
    expect(invoice.notes).toContainEqual({ label: 'format.note.inside_pdf', text: name });
    expect(viewOf(bytes)).toMatchObject({ number: '2026-17', rest: [] });
    const files = format?.attachments?.(bytes) ?? [];
    expect(files.map((file) => file.name).toSorted()).toEqual(['bild.txt', name].toSorted());
    const inside = files.find((file) => file.name === name);
    expect(Buffer.from(inside?.load() ?? []).toString()).toBe(xml);
  });

  it.each([
    [
      'octal, as Ghostscript and TeX write it',
      `\\376\\377${'factur-x.xml'.replaceAll(/./g, '\\000$&')}`,
      'factur-x.xml',
    ],
    ['letters of Latin-1 in octal', 'Rechnung \\374ber \\50 5\\051.xml', 'Rechnung über ( 5).xml'],
    ['parentheses in pairs, which need no escape', 'Rechnung (1 (2)).xml', 'Rechnung (1 (2)).xml'],
    ['a line that goes on', 'factur\\\n-x.xml', 'factur-x.xml'],
  ])('whose file is named in %s has that name', async (_, literal, name) => {
    const text = (await pdfWith([['factur-x.xml', cii()]], false)).toString('latin1');
    const bytes = Buffer.from(
      text.replace(/\/(U?F) (?:<[0-9A-Fa-f]+>|\([^)]*\))/g, (_all, key: string) => `/${key} (${literal})`),
      'latin1',
    );
    expect(failureOf(bytes)).toBe('read');
    expect(
      formatFor(bytes)
        ?.attachments?.(bytes)
        .map((file) => file.name),
    ).toEqual([name]);
  });

  it('holds files of any type, and a file with "stream" in its name', async () => {
    const text = (await pdfWith([['factur-x.xml', cii()]], false)).toString('latin1');
    const spoken = text
      .replaceAll('text#2Fxml', 'application#2Foctet-stream')
      .replace('/Desc', '/About (no stream in here) /Desc');
    expect(spoken).toContain('octet-stream');
    const named = spoken.replace(
      /\/(U?F) (?:<[0-9A-Fa-f]+>|\([^)]*\))/g,
      (_all, key: string) => `/${key} (live stream.xml)`,
    );
    const bytes = Buffer.from(named, 'latin1');
    expect(failureOf(bytes)).toBe('read');
    const [file] = formatFor(bytes)?.attachments?.(bytes) ?? [];
    expect(file?.name).toBe('live stream.xml');
    expect(Buffer.from(file?.load() ?? []).toString()).toBe(cii());
  });

  it('without one says so', async () => {
    expect(failureOf(await pdfWith([], true))).toBe('format.no_einvoice');
    expect(failureOf(await pdfWith([['readme.xml', '<a/>']], false))).toBe('format.no_einvoice');
    expect(failureOf(Buffer.from('%PDF-1.7\n%%EOF'))).toBe('format.no_einvoice');
  });

  it('that is locked, cut off or packed to explode says that', async () => {
    const bytes = await pdfWith([['factur-x.xml', cii()]], false);
    const text = bytes.toString('latin1');
    expect(failureOf(Buffer.from(text.replace('/Root', '/Encrypt 9 0 R /Root'), 'latin1'))).toBe('format.pdf_locked');
    const at = text.indexOf('stream', text.indexOf('/EmbeddedFile')) + 10;
    const spoiled = Buffer.from(bytes);
    spoiled.fill(0xff, at, at + 40);
    expect(failureOf(spoiled)).toBe('format.pdf_broken');
    const bomb = await pdfWith([['factur-x.xml', ' '.repeat(60_000_000)]], false);
    expect(failureOf(bomb)).toBe('format.pdf_broken');
  });

  it('cut anywhere throws nothing but a Failure', async () => {
    const bytes = await pdfWith([['factur-x.xml', cii()]], true);
    for (let end = 8; end < bytes.length; end += 97) {
      const found = failureOf(bytes.subarray(0, end));
      expect(found === 'read' || (typeof found === 'string' && found.startsWith('format.'))).toBe(true);
    }
  });
});
