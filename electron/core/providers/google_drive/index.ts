// Google Drive: a place where a month's files go.
import { ADDRESS_FIELD, CLIENT_FIELD, FOLDER_FIELD, signedInCloud, TOKEN_FIELDS } from '../sdk/cloud/manifest';
import { defineProvider } from '../sdk/defineProvider';
import { demoOrigin } from '../sdk/demoOrigin';
import { secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider(
  signedInCloud({
    id: 'google_drive',
    name: 'Google Drive',
    letters: 'GD',
    fields: [
      CLIENT_FIELD,
      secret('client_secret'),
      ...TOKEN_FIELDS,
      FOLDER_FIELD,
      setting('default_folder_id', 'text', { advanced: true, defaultValue: 'root' }),
      setting('access', 'choice', { advanced: true, choices: ['own', 'all'], defaultValue: 'own' }),
      ADDRESS_FIELD,
    ],
    asks: ['client_id', 'client_secret'],
    guideSteps: 5,
    guideUrl: 'https://console.cloud.google.com/apis/credentials',
    hosts: ['console.cloud.google.com'],
    texts: { en, pl, de, et },
    kind: async () => (await import('./kind')).driveKind,
    parallel: 6,
    // Drive takes about two new files a second, however many come at once.
    parallelFiles: 4,
    simulator: async () => (await import('./simulator/index')).createDriveSimulator,
    // The simulator's only tokens: worth nothing elsewhere.
    demoValues: {
      client_id: '000000000000-demo.apps.googleusercontent.com',
      client_secret: 'GOCSPX-demo-0000000000000000000',
      access_token: 'ya29.demo-access-00000000000000000000000000000000',
      refresh_token: '1//demo-refresh-000000000000000000000000000',
      default_folder: '/Ksiegowa',
      default_folder_id: 'root',
      access: 'own',
      base_url: demoOrigin('google_drive'),
    },
  }),
);
