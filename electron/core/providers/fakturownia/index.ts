// Fakturownia: reads a company's costs and sales with the API token of one of its users.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { ownAddress, secret, setting } from '../sdk/formFields';
import { recognise } from './address';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider({
  id: 'fakturownia',
  name: 'Fakturownia',
  letters: 'FA',
  countries: ['PL'],
  fields: [
    secret('api_token', { required: true }),
    setting('subdomain', 'text', { required: true }),
    setting('since', 'date'),
    ownAddress,
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
    original: async () => (await import('./original')).fetchOriginal,
    formats: async () => [(await import('./format')).fakturowniaFormat],
    ranges: { maxDays: 366 },
    sourceFiles: async () => (await import('./files')).sourceFiles,
  },
  simulator: async () => (await import('./simulator/index')).createFakturowniaSimulator,
  // The simulator's own token: worth nothing elsewhere.
  demoValues: {
    api_token: 'Zk7demo0token1Fa',
    subdomain: 'zielona-kuznia',
    base_url: demoOrigin('fakturownia'),
  },
});
