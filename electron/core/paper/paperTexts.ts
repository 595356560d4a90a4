// Words of the page in one language or in two. Built in: the worker that draws has no catalogue loader.
import type { PaperLanguage } from '../../../shared/contract/invoices';
import type { ViewLabel } from '../../../shared/domain/invoiceView';
import deEinvoice from '../../../shared/locales/de/einvoice.json';
import deFa from '../../../shared/locales/de/fa.json';
import deFormat from '../../../shared/locales/de/format.json';
import enEinvoice from '../../../shared/locales/en/einvoice.json';
import enFa from '../../../shared/locales/en/fa.json';
import enFormat from '../../../shared/locales/en/format.json';
import etEinvoice from '../../../shared/locales/et/einvoice.json';
import etFa from '../../../shared/locales/et/fa.json';
import etFormat from '../../../shared/locales/et/format.json';
import plEinvoice from '../../../shared/locales/pl/einvoice.json';
import plFa from '../../../shared/locales/pl/fa.json';
import plFormat from '../../../shared/locales/pl/format.json';
import { fill } from '../bundle/texts';

const CATALOGUES = {
  pl: { einvoice: plEinvoice, fa: plFa, format: plFormat },
  en: { einvoice: enEinvoice, fa: enFa, format: enFormat },
  de: { einvoice: deEinvoice, fa: deFa, format: deFormat },
  et: { einvoice: etEinvoice, fa: etFa, format: etFormat },
};
type Code = keyof typeof CATALOGUES;

export interface PaperTexts {
  /** Whose numbers and dates are written. */
  readonly language: Code;
  /** One text per language of the page; a word that is the same in both stands once. */
  readonly parts: (label: ViewLabel) => readonly string[];
  /** The parts in one line: `Sprzedawca / Seller`. */
  readonly line: (label: ViewLabel, params?: Readonly<Record<string, string>>) => string;
}

export function paperTexts(language: PaperLanguage): PaperTexts {
  const codes: readonly Code[] = language === 'pl-en' ? ['pl', 'en'] : [language];
  const parts = (label: ViewLabel): readonly string[] => {
    if ('text' in label) return [label.text];
    return [...new Set(codes.map((code) => wordOf(CATALOGUES[code], label.key)))];
  };
  return {
    language: codes[0] ?? 'pl',
    parts,
    line: (label, params = {}) =>
      parts(label)
        .map((part) => fill(part, params))
        .join(' / '),
  };
}

/** `fa.field.P_1`, or `format.note.order`: first the namespace, then the way to the text. */
function wordOf(catalogue: object, key: string): string {
  let found: unknown = catalogue;
  for (const part of key.split('.')) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined;
  }
  return typeof found === 'string' ? found : key;
}
