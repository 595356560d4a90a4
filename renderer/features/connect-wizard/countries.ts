// Which country decides what is offered. Somebody's answer is kept while the window lives.
import { create } from 'zustand';
import type { ProviderView } from '../../../shared/contract/providers';
import type { Language } from '../../../shared/domain/ids';

export const COUNTRIES = ['PL', 'DE', 'EE'] as const;
export type Country = (typeof COUNTRIES)[number];

export function isOffered(provider: ProviderView, country: Country): boolean {
  return provider.countries.includes('*') || provider.countries.includes(country);
}

const BY_LANGUAGE: Readonly<Record<Language, Country>> = { pl: 'PL', de: 'DE', et: 'EE', en: 'PL' };
export function likelyCountry(language: Language): Country {
  return BY_LANGUAGE[language];
}

interface CountryStore {
  readonly chosen: Country | undefined;
  readonly choose: (country: Country) => void;
}
export const useCountryChoice = create<CountryStore>((set) => ({
  chosen: undefined,
  choose: (chosen) => set({ chosen }),
}));
