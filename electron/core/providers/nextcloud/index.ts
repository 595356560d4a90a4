// Nextcloud and every other WebDAV server: a place where a month's files go.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider({
  id: 'nextcloud',
  name: 'Nextcloud',
  letters: 'NC',
  countries: ['*'],
  fields: [
    setting('base_url', 'url', { required: true, check: 'address' }),
    // Not required by the form: signing in in the browser brings it. The check asks for it.
    setting('username', 'text'),
    secret('password', { required: true }),
    setting('default_folder', 'folder', { defaultValue: '/Kontor' }),
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
    list: async () => (await import('./browse')).listFolder,
    fetch: async () => (await import('./browse')).fetchFile,
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
