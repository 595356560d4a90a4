// The app's language for a system locale such as `pl-PL`.
import type { Language } from '../domain/ids';

export function languageOf(locale: string): Language {
  const code = locale.toLowerCase().slice(0, 2);
  return code === 'pl' || code === 'de' || code === 'et' ? code : 'en';
}
