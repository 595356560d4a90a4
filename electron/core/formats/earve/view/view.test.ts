// Nothing that an E-arve says may be missing from its page.
import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { InvoiceView } from '../../../../../shared/domain/invoiceView';
import { paperTexts } from '../../../paper/paperTexts';
import { referencePath } from '../../../../../tests/support/reference';
import { missingFromView, viewKeys, viewTexts } from '../../../../../tests/support/viewTexts';
import { xsdDocument } from '../../../../../tests/support/xsdDocument';
import { viewOf } from '../../registry';
import { earveFormat } from '../formats';

const samples = referencePath('edi', 'samples');
const schema = referencePath('edi', 'xsd', 'e-invoice_ver1.2.xsd');
const oldSchema = referencePath('edi', 'xsd', 'e-invoice_ver1.0_namespaced.xsd');

const languages = ['en', 'pl', 'de', 'et'] as const;
const wordless = (view: InvoiceView): string[] =>
  languages.flatMap((language) => viewKeys(view).filter((key) => paperTexts(language).line({ key }) === key));

describe.skipIf(samples === null)('samples', () => {
  const files = globSync(`${samples ?? ''}/{.,invalid}/*.xml`).map((file) => [path.basename(file), file] as const);
  it.each(files)('%s: every value is on the page, and nothing is unknown', (_, file) => {
    const bytes = readFileSync(file);
    for (let part = 1; part <= (earveFormat.parts?.(bytes) ?? 1); part += 1) {
      const view = viewOf(bytes, earveFormat, part);
      expect(() => InvoiceView.parse(view)).not.toThrow();
      expect(
        missingFromView(view, bytes, {
          part,
          isFile: (name) => name === 'FileBase64',
          words: ['type', 'vatId', 'addCode'],
        }),
      ).toEqual([]);
      expect(view.rest).toEqual([]);
      expect(wordless(view)).toEqual([]);
    }
  });
});

const INVOICE =
  'invoiceId serviceId regNumber channelId channelAddress factoring templateId languageId presentment invoiceGlobUniqId sellerContractId sellerRegnumber';

const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  Invoice: INVOICE.split(' '),
  VAT: ['vatId'],
  Addition: ['addCode'],
  Extension: ['extensionId'],
  InvoiceItemGroup: ['groupId'],
  Type: ['type'],
};

describe.skipIf(schema === null || oldSchema === null)('documents with every element of a schema', () => {
  it.each([
    ['1.2', schema ?? '', 150],
    ['1.0', oldSchema ?? '', 90],
  ])('%s: every leaf is on the page where one looks for it', (_, file, least) => {
    const document = xsdDocument(file, {
      root: 'E_Invoice',
      marks: (name, leaf) => (ATTRIBUTES[name] ?? []).map((attribute) => ` ${attribute}="${leaf()}"`).join(''),
    });
    expect(document.names.size).toBeGreaterThan(least);
    // The schema repeats the invoice; a page shows one.
    const xml = Buffer.from(document.bytes)
      .toString('utf8')
      .replace(/(<Invoice .*?<\/Invoice>)<Invoice .*?<\/Invoice>/s, '$1');
    const view = viewOf(Buffer.from(xml));
    const shown = viewTexts(view).flatMap((text) => text.split(/[ ,·;×()%]+/));
    const expected = document.texts.filter((text) => xml.includes(`>${text}<`) || xml.includes(`"${text}"`));
    const missing = expected.filter((text) => !shown.includes(text));
    // The currency stands beside the amounts, a base64 text is a file, and an addition is a discount unless it says charge.
    const named = missing.map((text) => new RegExp(`<?(\\w[\\w-]*)[>=]"?${text}["<]`).exec(xml)?.[1]);
    expect(
      [...new Set(named)].filter(
        (name) => !['Currency', 'FileBase64', 'FileSize', 'addCode', 'type'].includes(name ?? ''),
      ),
    ).toEqual([]);
    // What a sender puts into `CustomContent` has no structure: it is listed with its place.
    const rest = view.rest.flatMap(({ path: place = '' }) => (place.endsWith('/CustomContent') ? [] : [place]));
    expect(rest).toEqual([]);
    expect(wordless(view)).toEqual([]);
  });
});
