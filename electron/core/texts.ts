// Texts for what main says itself: menu, dialogs, notifications.
import type { Language } from '../../shared/domain/ids';
import de from '../../shared/locales/de/menu.json';
import en from '../../shared/locales/en/menu.json';
import et from '../../shared/locales/et/menu.json';
import pl from '../../shared/locales/pl/menu.json';

const MENU: Readonly<Record<Language, Readonly<Record<string, string>>>> = { de, en, et, pl };

export type Texts = () => Promise<(key: string) => string>;

export function textsOf(language: () => Promise<Language>): Texts {
  return async () => {
    const catalogue = MENU[await language()];
    return (key) => catalogue[key] ?? key;
  };
}
