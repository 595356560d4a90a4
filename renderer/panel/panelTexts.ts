// The panel's own texts alone: the window's are ten times as many.
import type { i18n as I18n } from 'i18next';
import type { Language } from '../../shared/domain/ids';

type Texts = Readonly<Record<string, unknown>>;
const FILES = import.meta.glob<Texts>('../../shared/locales/*/{common,panel}.json', { import: 'default' });

export async function loadPanelTexts(instance: I18n, language: Language): Promise<void> {
  await Promise.all(
    ['common', 'panel'].map(async (namespace) => {
      const texts = await FILES[`../../shared/locales/${language}/${namespace}.json`]?.();
      instance.addResourceBundle(language, namespace, texts, true, true);
    }),
  );
  await instance.changeLanguage(language);
  document.documentElement.lang = language;
}
