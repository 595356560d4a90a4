// Dropbox: a place where a month's files go.
import { ADDRESS_FIELD, CLIENT_FIELD, FOLDER_FIELD, signedInCloud, TOKEN_FIELDS } from '../sdk/cloud/manifest';
import { defineProvider } from '../sdk/defineProvider';
import { demoOrigin } from '../sdk/demoOrigin';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider(
  signedInCloud({
    id: 'dropbox',
    name: 'Dropbox',
    letters: 'DB',
    fields: [CLIENT_FIELD, ...TOKEN_FIELDS, FOLDER_FIELD, ADDRESS_FIELD],
    asks: ['client_id'],
    guideSteps: 5,
    guideUrl: 'https://www.dropbox.com/developers/apps',
    hosts: ['www.dropbox.com'],
    texts: { en, pl, de, et },
    kind: async () => (await import('./kind')).dropboxKind,
    parallel: 6,
    // Dropbox locks an account for each write: more at once only makes them wait for each other.
    parallelFiles: 4,
    simulator: async () => (await import('./simulator/index')).createDropboxSimulator,
    // The simulator's only tokens: worth nothing elsewhere.
    demoValues: {
      client_id: 'demo0kontor1app',
      access_token: 'sl.demo-access-0000000000000000000000000000000000000000',
      refresh_token: 'demo-refresh-0000000000000000000000000000',
      default_folder: '/Ksiegowa',
      base_url: demoOrigin('dropbox'),
    },
  }),
);
