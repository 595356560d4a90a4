// The texts of the app. One chunk per language; a provider's own texts come over the contract as `provider.<id>`.
import type { i18n as I18n } from 'i18next';
import type { ProviderView } from '../../shared/contract/providers';
import type { Language } from '../../shared/domain/ids';

type Catalogue = Readonly<Record<string, { readonly default: Record<string, unknown> }>>;
const LOADERS: Readonly<Record<Language, () => Promise<{ readonly catalogue: Catalogue }>>> = {
  en: () => import('./locales/en'),
  pl: () => import('./locales/pl'),
  de: () => import('./locales/de'),
  et: () => import('./locales/et'),
};

/** The texts of a language beside the one in force: a page in two languages needs both. */
export async function loadTexts(instance: I18n, language: Language): Promise<void> {
  if (!instance.hasResourceBundle(language, 'common')) {
    const { catalogue } = await LOADERS[language]();
    for (const [path, file] of Object.entries(catalogue)) {
      const namespace = /([^/]+)\.json$/.exec(path)?.[1];
      if (namespace !== undefined) instance.addResourceBundle(language, namespace, file.default, true, true);
    }
  }
}

export async function loadLanguage(instance: I18n, language: Language): Promise<void> {
  await loadTexts(instance, language);
  await instance.changeLanguage(language);
  document.documentElement.lang = language;
}

export function addProviderTexts(instance: I18n, providers: readonly ProviderView[]): void {
  for (const provider of providers) {
    for (const [language, texts] of Object.entries(provider.texts)) {
      instance.addResourceBundle(language, `provider.${provider.id}`, texts, true, true);
    }
  }
}
