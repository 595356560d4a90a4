// The invented providers with everything that the wizard draws: fields of every kind, guide, hints, checks.
import type { ActionView, ProviderView } from '../../../shared/contract/providers';
import type { FieldDescription } from '../../../shared/forms/fields';
import { PLACE_TEXTS, SOURCE_TEXTS } from './providerTexts';
import { PROVIDERS } from './world';

const field = (id: string, extra: Partial<FieldDescription>): FieldDescription => ({
  id,
  kind: 'text',
  store: 'settings',
  required: true,
  advanced: false,
  multiline: false,
  ...extra,
});
const SOURCE_FIELDS = [
  field('token', { kind: 'secret', store: 'credentials', multiline: true }),
  field('environment', { kind: 'choice', choices: ['production', 'test'], defaultValue: 'production' }),
  field('since', { kind: 'date', defaultValue: '2026-01-01' }),
  field('address', { kind: 'url', required: false, advanced: true }),
];
const NEW_SEAL: ActionView = {
  id: 'new_seal',
  kind: 'task',
  fields: [],
  questions: [field('pin', { kind: 'secret', store: 'credentials' })],
  steps: ['ordered', 'sealed'],
  isDestructive: false,
  guideSteps: 0,
};
const PLACE_FIELDS = [
  field('server', { kind: 'url' }),
  field('user', {}),
  field('password', { kind: 'secret', store: 'credentials' }),
  field('folder', { kind: 'folder', defaultValue: '/Kontor' }),
];

export const DRESSED: readonly ProviderView[] = PROVIDERS.map((provider): ProviderView => {
  const isSource = provider.capabilities.includes('invoices');
  const more = isSource ? SOURCE_TEXTS : PLACE_TEXTS;
  const texts = {
    en: { ...provider.texts.en, ...more.en },
    pl: { ...provider.texts.pl, ...more.pl },
    de: { ...provider.texts.de, ...more.de },
    et: { ...provider.texts.et, ...more.et },
  };
  return {
    ...provider,
    texts,
    countries: isSource ? ['PL'] : ['*'],
    fields: isSource ? SOURCE_FIELDS : PLACE_FIELDS,
    actions: isSource ? [NEW_SEAL] : [],
    signIn: isSource ? [] : [{ id: 'browser', opensBrowser: true, asks: [], hasGuide: false }],
    guideSteps: isSource ? 4 : 2,
    guideUrl: 'https://portal.example/tokens',
    verifySteps: isSource
      ? ['reachable', 'signed_in', 'company', 'rights', 'newest']
      : ['reachable', 'signed_in', 'written', 'read'],
  };
});
