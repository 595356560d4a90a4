// What all clouds that one signs in to by OAuth have in common; a provider adds its name, its protocol, its form and its simulator.
import type { FieldDescription } from '../../../../../shared/forms/fields';
import type { ProviderManifest } from '../defineProvider';
import { ownAddress, secret, setting } from '../formFields';
import type { CloudKind } from './cloud';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

type Texts = ProviderManifest['texts'];
type Own = Pick<
  ProviderManifest,
  'id' | 'name' | 'letters' | 'fields' | 'guideSteps' | 'guideUrl' | 'hosts' | 'texts' | 'simulator' | 'demoValues'
> & {
  readonly kind: () => Promise<CloudKind>;
  /** Fields without which the browser need not open. */
  readonly asks: readonly string[];
  readonly parallel: number;
  readonly parallelFiles: number;
};

export const CLIENT_FIELD = setting('client_id', 'text');
/** What was pasted, or what the browser brought. */
export const TOKEN_FIELDS: readonly FieldDescription[] = [secret('access_token'), secret('refresh_token')];
export const FOLDER_FIELD = setting('default_folder', 'folder', { defaultValue: '/Kontor' });
export { ownAddress as ADDRESS_FIELD };

const and = (own: Texts): Texts => ({
  en: { ...en, ...own.en },
  pl: { ...pl, ...own.pl },
  de: { ...de, ...own.de },
  et: { ...et, ...own.et },
});

/** A manifest without its check: each provider's index defines it. */
export function signedInCloud({ kind, parallel, parallelFiles, asks, ...own }: Own): ProviderManifest {
  return {
    ...own,
    texts: and(own.texts),
    countries: ['*'],
    facts: ['account', 'signed_in_until'],
    verifySteps: ['reachable', 'signed_in', 'folder', 'writes', 'space'],
    limits: { parallel, timeoutMs: 30_000, groups: {}, shown: [] },
    verify: async () => (await import('./verify')).verifyAt(await kind()),
    signIn: [
      {
        id: 'browser',
        asks,
        hasGuide: true,
        run: async () => {
          const [{ signInAt }, { oauth }] = await Promise.all([import('../oauth/signIn'), kind()]);
          return signInAt(oauth);
        },
      },
    ],
    expiries: async () => (await import('./expiries')).expiriesAt(await kind()),
    files: {
      upload: async () => (await import('./upload')).uploadTo(await kind()),
      check: async () => (await import('./check')).checkAt(await kind()),
      list: async () => (await import('./browse')).listAt(await kind()),
      fetch: async () => (await import('./browse')).fetchAt(await kind()),
      parallelFiles,
      baseFolderField: 'default_folder',
    },
  };
}
