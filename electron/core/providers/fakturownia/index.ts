// Fakturownia: reads a company's costs and sales with the API token of one of its users.
import type { FieldDescription } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { recognise } from './address';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const field = (id: string, kind: FieldDescription['kind'], more: Partial<FieldDescription> = {}): FieldDescription => ({
  id,
  kind,
  store: 'settings',
  required: false,
  advanced: false,
  multiline: false,
  ...more,
});

export default defineProvider({
  id: 'fakturownia',
  name: 'Fakturownia',
  letters: 'FA',
  countries: ['PL'],
  fields: [
    field('api_token', 'secret', { store: 'credentials', required: true }),
    field('subdomain', 'text', { required: true }),
    field('since', 'date'),
    field('base_url', 'url', { advanced: true }),
  ],
  guideSteps: 4,
  guideUrl: 'https://app.fakturownia.pl/',
  verifySteps: ['reachable', 'signed_in', 'costs', 'sales', 'company_found'],
  limits: {
    parallel: 2,
    timeoutMs: 60_000,
    // Not published. 1,000 an hour is what one integration reports; two a second keeps clear of 429 (BEHAVIOR.md).
    groups: {
      api: [
        { seconds: 1, limit: 2 },
        { seconds: 3600, limit: 1000 },
      ],
    },
    shown: ['api'],
  },
  hosts: ['app.fakturownia.pl'],
  texts: { en, pl, de, et },
  recognise,
  verify: async () => (await import('./verify')).verify,
  invoices: {
    pull: async () => (await import('./pull')).pullInvoices,
    formats: async () => [(await import('./format')).fakturowniaFormat],
    ranges: { maxDays: 366 },
  },
  simulator: async () => (await import('./simulator/index')).createFakturowniaSimulator,
  // The simulator's own token: worth nothing elsewhere.
  demoValues: {
    api_token: 'Zk7demo0token1Fa',
    subdomain: 'zielona-kuznia',
    base_url: demoOrigin('fakturownia'),
  },
});
