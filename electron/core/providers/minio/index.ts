// MinIO and every other server that speaks S3: a bucket of the firm's own as a place where a month's files go.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { secret, setting } from '../sdk/formFields';
import { ADDRESSING_FIELD, FOLDER_FIELD, KEY_FIELDS, speakingS3 } from '../sdk/s3/manifest';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider(
  speakingS3({
    id: 'minio',
    name: 'MinIO',
    letters: 'MI',
    fields: [
      setting('endpoint_url', 'url', { required: true, check: 'server_address' }),
      ...KEY_FIELDS,
      FOLDER_FIELD,
      setting('region', 'text', { advanced: true, defaultValue: 'us-east-1' }),
      ADDRESSING_FIELD,
      setting('certificate', 'choice', { advanced: true, choices: ['public', 'own'], defaultValue: 'public' }),
      secret('ca_certificate', { kind: 'file', advanced: true, showWhen: { field: 'certificate', is: ['own'] } }),
    ],
    guideSteps: 4,
    hosts: [],
    texts: { en, pl, de, et },
    simulator: async () => (await import('./simulator')).createMinioSimulator,
    // The simulator's only keys: worth nothing elsewhere.
    demoValues: {
      endpoint_url: demoOrigin('minio'),
      access_key_id: 'kontor-demo',
      secret_access_key: 'minio-demo0/demo1+demo2/demo3+demo4',
      bucket: 'br-reports',
      default_folder: '/Ksiegowa',
    },
  }),
);
