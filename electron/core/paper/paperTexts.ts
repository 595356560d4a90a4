// Words of the page in one language or in two. Built in: the worker that draws has no catalogue loader.
import type { PaperLanguage } from '../../../shared/contract/invoices';
import type { ViewLabel } from '../../../shared/domain/invoiceView';
import de from '../../../shared/locales/de/fa.json';
import en from '../../../shared/locales/en/fa.json';
import et from '../../../shared/locales/et/fa.json';
import pl from '../../../shared/locales/pl/fa.json';
import { fill } from '../bundle/texts';

const CATALOGUES = { pl, en, de, et };
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

/** `fa.field.P_1` in a catalogue of the namespace `fa`. */
function wordOf(catalogue: object, key: string): string {
  let found: unknown = catalogue;
  for (const part of key.split('.').slice(1)) {
    found = typeof found === 'object' && found !== null ? Reflect.get(found, part) : undefined;
  }
  return typeof found === 'string' ? found : key;
}
