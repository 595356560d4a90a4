// KSeF, Poland's national e-invoice system: reads a company's sales and purchases with a KSeF token.
import type { FieldDescription, FieldValues } from '../../../../shared/forms/fields';
import { parseNip } from '../../../../shared/domain/taxId';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider, type RateWindow } from '../sdk/defineProvider';
import { environmentOf } from './environments';
import { invoiceLink } from './qrLinks';
import { recognise } from './token';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const setting = (id: string, more: Partial<FieldDescription> & Pick<FieldDescription, 'kind'>): FieldDescription => ({
  id,
  store: 'settings',
  required: false,
  advanced: false,
  multiline: false,
  ...more,
});

const fields: readonly FieldDescription[] = [
  { id: 'token', kind: 'secret', store: 'credentials', required: true, advanced: false, multiline: true },
  setting('nip', { kind: 'text', required: true, check: 'nip' }),
  setting('environment', {
    kind: 'choice',
    required: true,
    choices: ['prod', 'demo', 'test', 'custom'],
    defaultValue: 'prod',
  }),
  setting('base_url', { kind: 'url', required: true, showWhen: { field: 'environment', is: ['custom'] } }),
  setting('since', { kind: 'date' }),
  setting('max_attempts', { kind: 'number', advanced: true, defaultValue: 90 }),
  setting('poll_interval_seconds', { kind: 'number', advanced: true, defaultValue: 2 }),
  setting('archive_format', { kind: 'choice', advanced: true, choices: ['TarGz', 'Zip'], defaultValue: 'TarGz' }),
];

const perSecondMinuteHour = (second: number, minute: number, hour: number): readonly RateWindow[] => [
  { seconds: 1, limit: second },
  { seconds: 60, limit: minute },
  { seconds: 3600, limit: hour },
];

/** Limits count per context and IP address; two connections to the same context share them. */
function budgetKey(values: FieldValues): string {
  const nip = parseNip(String(values['nip'] ?? '')) ?? String(values['nip'] ?? '');
  return `ksef:${environmentOf(values).apiBase}:${nip}`;
}

const DEMO_TOKEN =
  '20260202-EC-4A38BA3F25-22AED52193-FD|nip-5265877635|e81cf2a9552d5fae57e33fa078e95397848d246e669ce298b12074ae62bd2d18';

export default defineProvider({
  id: 'ksef',
  name: 'KSeF',
  letters: 'KS',
  countries: ['PL'],
  fields,
  guideSteps: 5,
  guideUrl: 'https://ap.ksef.mf.gov.pl/',
  verifySteps: ['reachable', 'signed_in', 'company_found', 'rights', 'newest'],
  limits: {
    parallel: 4,
    timeoutMs: 30_000,
    groups: {
      public: [{ seconds: 1, limit: 60 }],
      invoiceMetadata: perSecondMinuteHour(8, 16, 20),
      invoiceExport: perSecondMinuteHour(8, 16, 20),
      invoiceExportStatus: perSecondMinuteHour(10, 60, 600),
      invoiceDownload: perSecondMinuteHour(8, 16, 64),
      other: perSecondMinuteHour(10, 30, 120),
    },
    shown: ['invoiceExport', 'invoiceMetadata'],
    budgetKey,
  },
  hosts: ['ap.ksef.mf.gov.pl', 'ap-demo.ksef.mf.gov.pl', 'ap-test.ksef.mf.gov.pl'],
  texts: { en, pl, de, et },
  recognise,
  verify: async () => (await import('./verify')).verify,
  invoices: {
    pull: async () => (await import('./pull')).pullInvoices,
    unpackers: { package: async () => (await import('./unpack')).packageUnpacker },
    checkLink: ({ sellerTaxId, issueDate, sha256Base64Url, settings }) =>
      invoiceLink(environmentOf(settings), { sellerNip: sellerTaxId, issueDate, sha256Base64Url }),
  },
  simulator: async () => (await import('./simulator/index')).createKsefSimulator,
  // The token that the simulated service has issued to the demo company: a constant of the simulator, worth nothing elsewhere.
  demoValues: {
    nip: '5265877635',
    environment: 'custom',
    base_url: demoOrigin('ksef'),
    token: DEMO_TOKEN,
  },
});
