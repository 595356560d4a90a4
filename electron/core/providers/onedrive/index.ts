// OneDrive, personal and of a firm: a place where a month's files go.
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
    id: 'onedrive',
    name: 'OneDrive',
    letters: 'OD',
    fields: [
      CLIENT_FIELD,
      ...TOKEN_FIELDS,
      FOLDER_FIELD,
      // A desktop registration has none; only tokens of a web registration that are pasted need it.
      secret('client_secret', { advanced: true }),
      setting('tenant', 'text', { advanced: true, defaultValue: 'common' }),
      setting('access', 'choice', { advanced: true, choices: ['own', 'all'], defaultValue: 'own' }),
      ADDRESS_FIELD,
    ],
    asks: ['client_id'],
    guideSteps: 5,
    guideUrl: 'https://entra.microsoft.com/#view/Microsoft_AAD_RegisteredApps/ApplicationsListBlade',
    hosts: ['entra.microsoft.com'],
    texts: { en, pl, de, et },
    kind: async () => (await import('./kind')).oneDriveKind,
    parallel: 6,
    parallelFiles: 4,
    simulator: async () => (await import('./simulator/index')).createOneDriveSimulator,
    // The simulator's only tokens: worth nothing elsewhere.
    demoValues: {
      client_id: '00000000-0000-4000-8000-000000000000',
      access_token: 'demo-access-0000000000000000000000000000000000000000',
      refresh_token: 'demo-refresh-0.00000000000000000000000000000000000',
      default_folder: '/Ksiegowa',
      tenant: 'common',
      access: 'own',
      base_url: demoOrigin('onedrive'),
    },
  }),
);
