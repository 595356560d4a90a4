// AWS S3: a bucket at Amazon as a place where a month's files go.
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
    id: 'aws_s3',
    name: 'AWS S3',
    letters: 'S3',
    fields: [
      ...KEY_FIELDS,
      setting('region', 'text'),
      FOLDER_FIELD,
      secret('session_token', { advanced: true }),
      setting('endpoint_url', 'url', { advanced: true, check: 'server_address' }),
      ADDRESSING_FIELD,
    ],
    guideSteps: 4,
    hosts: ['console.aws.amazon.com'],
    texts: { en, pl, de, et },
    simulator: async () => (await import('./simulator')).createAwsS3Simulator,
    // The simulator's only keys: worth nothing elsewhere.
    demoValues: {
      access_key_id: 'AKIADEMOKONTOR000001',
      secret_access_key: 'demo0/demo1+demo2/demo3+demo4/demo5',
      bucket: 'br-reports-bucket',
      region: 'eu-central-1',
      default_folder: '/Ksiegowa',
      endpoint_url: demoOrigin('aws_s3'),
    },
  }),
);
