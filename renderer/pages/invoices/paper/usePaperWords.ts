// Words and values of the page: one text per language, numbers and dates as everywhere in the window.
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PaperLanguage } from '../../../../shared/contract/invoices';
import { groupAccount, groupTaxId } from '../../../../shared/domain/grouping';
import type { Language } from '../../../../shared/domain/ids';
import type { ViewLabel, ViewValue } from '../../../../shared/domain/invoiceView';
import { exponentOf } from '../../../../shared/domain/money';
import { loadTexts } from '../../../app/i18n';
import type { Formats } from '../../../ui/format';
import { useFormats } from '../../../ui/formatsContext';

export interface PaperWords {
  /** One text per language; a word that is the same in both stands once. */
  readonly parts: (label: ViewLabel) => readonly string[];
  readonly line: (label: ViewLabel) => string;
  readonly value: (value: ViewValue, isCurrencyKnown?: boolean) => string;
}

/** Undefined until the first texts are there; while other ones load, the page stays as it is. */
export function usePaperWords(language: PaperLanguage): PaperWords | undefined {
  const { i18n } = useTranslation();
  const formats = useFormats();
  const codes = useMemo((): readonly Language[] => (language === 'pl-en' ? ['pl', 'en'] : [language]), [language]);
  const [loaded, setLoaded] = useState<readonly Language[]>();
  useEffect(() => {
    let isCurrent = true;
    void Promise.all(codes.map((code) => loadTexts(i18n, code))).then(() => {
      if (isCurrent) setLoaded(codes);
    });
    return () => {
      isCurrent = false;
    };
  }, [i18n, codes]);
  return useMemo(() => {
    const isThere = codes.every((code) => i18n.hasResourceBundle(code, 'fa'));
    const shownCodes = isThere ? codes : loaded;
    if (shownCodes === undefined) return undefined;
    const translate = shownCodes.map((code) => i18n.getFixedT(code));
    const parts = (label: ViewLabel): readonly string[] => {
      if ('text' in label) return [label.text];
      const dot = label.key.indexOf('.');
      const options = { ns: label.key.slice(0, dot), defaultValue: label.key };
      return [...new Set(translate.map((t) => t(label.key.slice(dot + 1), options)))];
    };
    const line = (label: ViewLabel): string => parts(label).join(' / ');
    return { parts, line, value: (value, isKnown = false) => shown(value, { line, formats, isKnown }) };
  }, [codes, formats, i18n, loaded]);
}

interface Showing {
  readonly line: (label: ViewLabel) => string;
  readonly formats: Formats;
  readonly isKnown: boolean;
}

const isDecimal = (text: string): boolean => /^-?\d+(?:\.\d+)?$/.test(text);
const fractionOf = (text: string): number => text.split('.')[1]?.length ?? 0;

function shown({ kind, text, word, currency = '' }: ViewValue, { line, formats, isKnown }: Showing): string {
  if (word !== undefined) return line({ key: word });
  if (kind === 'date') return /^\d{4}-\d\d-\d\d$/.test(text) ? formats.date(text) : text;
  if (kind === 'instant') return shownInstant(text, formats);
  if (kind === 'account') return groupAccount(text);
  if (kind === 'taxId') return groupTaxId(text);
  if (!isDecimal(text)) return text;
  // Never rounded: a price has up to eight decimals.
  if (kind === 'money') {
    const amount = formats.decimal(text, Math.max(exponentOf(currency), fractionOf(text)));
    return isKnown || currency === '' ? amount : `${amount}\u00a0${currency}`;
  }
  if (kind === 'number') return formats.decimal(text);
  // A rate outside the list of words is a percentage.
  return kind === 'percent' || kind === 'code' ? `${formats.decimal(text)}%` : text;
}

/** As it stands there, with its own zone: the document's time is not this computer's. */
function shownInstant(text: string, formats: Formats): string {
  const match = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d)?)(?:\.\d+)?(Z|[+-]\d\d:\d\d)?$/.exec(text);
  if (match === null) return text;
  const zone = match[3] === 'Z' ? ' UTC' : (match[3] ?? '');
  return `${formats.date(match[1] ?? '')} ${match[2]}${zone}`;
}
