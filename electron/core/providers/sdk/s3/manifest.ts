// What all services that speak S3 have in common; a provider adds its name, its form and its simulator.
import type { FieldDescription } from '../../../../../shared/forms/fields';
import type { ProviderManifest } from '../defineProvider';
import { secret, setting } from '../formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

type Texts = ProviderManifest['texts'];
type Own = Pick<
  ProviderManifest,
  'id' | 'name' | 'letters' | 'fields' | 'guideSteps' | 'hosts' | 'texts' | 'simulator' | 'demoValues'
>;

export const KEY_FIELDS: readonly FieldDescription[] = [
  setting('access_key_id', 'text', { required: true }),
  secret('secret_access_key', { required: true }),
  setting('bucket', 'text', { required: true }),
];
export const FOLDER_FIELD = setting('default_folder', 'folder', { defaultValue: '/Kontor' });
export const ADDRESSING_FIELD = setting('addressing', 'choice', {
  advanced: true,
  choices: ['auto', 'path', 'host'],
  defaultValue: 'auto',
});

const and = (own: Texts): Texts => ({
  en: { ...en, ...own.en },
  pl: { ...pl, ...own.pl },
  de: { ...de, ...own.de },
  et: { ...et, ...own.et },
});

/** A manifest without its check: each provider's index defines it. */
export function speakingS3(own: Own): ProviderManifest {
  return {
    ...own,
    texts: and(own.texts),
    countries: ['*'],
    verifySteps: ['reachable', 'signed_in', 'bucket', 'writes', 'space'],
    // Amazon takes 3,500 writes a second below one prefix; four parts or eight small files at once is what fills a line.
    limits: { parallel: 8, timeoutMs: 30_000, groups: {}, shown: [] },
    verify: async () => (await import('./verify')).verify,
    expiries: async () => (await import('./expiries')).expiriesOf,
    files: {
      upload: async () => (await import('./upload')).uploadFile,
      check: async () => (await import('./check')).checkFile,
      list: async () => (await import('./browse')).listFolder,
      fetch: async () => (await import('./browse')).fetchFile,
      parallelFiles: 8,
      baseFolderField: 'default_folder',
    },
  };
}
