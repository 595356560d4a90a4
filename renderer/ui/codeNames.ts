// Codes of the state's lists by their names in the user's language. The platform knows the names.
import { useMemo } from 'react';
import { COUNTRIES, CURRENCIES } from '../../shared/domain/codeLists';
import type { Choice } from './fields';
import { useFormats } from './formatsContext';

/** What a Polish, German or Estonian firm uses first. */
const FIRST_CURRENCIES = ['PLN', 'EUR', 'USD', 'GBP', 'CZK', 'CHF'];
const FIRST_COUNTRIES = ['PL', 'DE', 'EE', 'CZ', 'SK', 'LT'];

function choicesOf(
  codes: ReadonlySet<string>,
  first: readonly string[],
  nameOf: (code: string) => string | undefined,
): readonly Choice[] {
  const label = (code: string): string => {
    const name = nameOf(code);
    return name === undefined || name === code ? code : `${code} · ${name}`;
  };
  const others = [...codes].filter((code) => !first.includes(code));
  return [...first, ...others].map((value) => ({ value, label: label(value) }));
}

export function useCurrencyChoices(): readonly Choice[] {
  const { language } = useFormats();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'currency', fallback: 'none' });
    return choicesOf(CURRENCIES, FIRST_CURRENCIES, (code) => names.of(code));
  }, [language]);
}

export function useCountryChoices(): readonly Choice[] {
  const { language } = useFormats();
  return useMemo(() => {
    const names = new Intl.DisplayNames([language], { type: 'region', fallback: 'none' });
    return choicesOf(COUNTRIES, FIRST_COUNTRIES, (code) => names.of(code));
  }, [language]);
}
