// Texts of the interface, together with those of the provider that speaks it.
import type { ProviderManifest } from '../defineProvider';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

type Texts = ProviderManifest['texts'];

export const withEdiTexts = (own: Texts): Texts => ({
  en: { ...en, ...own.en },
  pl: { ...pl, ...own.pl },
  de: { ...de, ...own.de },
  et: { ...et, ...own.et },
});
