// Nextcloud and every other WebDAV server: a place where a month's files go.
import type { FieldDescription } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const field = (id: string, kind: FieldDescription['kind'], more: Partial<FieldDescription> = {}): FieldDescription => ({
  id,
  kind,
  store: 'settings',
  required: true,
  advanced: false,
  multiline: false,
  ...more,
});

export default defineProvider({
  id: 'nextcloud',
  name: 'Nextcloud',
  letters: 'NC',
  countries: ['*'],
  fields: [
    field('base_url', 'url', { check: 'address' }),
    // Not required by the form: signing in in the browser brings it. The check asks for it.
    field('username', 'text', { required: false }),
    field('password', 'secret', { store: 'credentials' }),
    field('default_folder', 'folder', { required: false, defaultValue: '/Kontor' }),
  ],
  guideSteps: 4,
  verifySteps: ['reachable', 'signed_in', 'folder', 'writes', 'space'],
  // No quota of calls is published; six at once is what a browser opens to one server.
  limits: { parallel: 6, timeoutMs: 30_000, groups: {}, shown: [] },
  hosts: [],
  texts: { en, pl, de, et },
  verify: async () => (await import('./verify')).verify,
  signIn: [{ id: 'browser', run: async () => (await import('./signIn')).signInWithBrowser }],
  files: {
    upload: async () => (await import('./upload')).uploadFile,
    check: async () => (await import('./check')).checkFile,
    parallelFiles: 6,
    baseFolderField: 'default_folder',
  },
  simulator: async () => (await import('./simulator/index')).createNextcloudSimulator,
  // The simulator's only account: worth nothing elsewhere.
  demoValues: {
    base_url: demoOrigin('nextcloud'),
    username: 'biuro@kontor.example',
    password: 'demo0-demo1-demo2-demo3-demo4',
    default_folder: '/Ksiegowa',
  },
});
