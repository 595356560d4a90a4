// inFakt: reads a company's costs and sales with an API key of the account.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { ownAddress, secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider({
  id: 'infakt',
  name: 'inFakt',
  letters: 'IN',
  countries: ['PL'],
  fields: [secret('api_key', { required: true }), setting('since', 'date'), ownAddress],
  guideSteps: 4,
  guideUrl: 'https://app.infakt.pl/',
  verifySteps: ['reachable', 'signed_in', 'company_found', 'costs', 'sales'],
  limits: {
    parallel: 2,
    timeoutMs: 60_000,
    // Published: 300 GET in 60 s for one address; a block may also come sooner, so three a second.
    groups: {
      api: [
        { seconds: 1, limit: 3 },
        { seconds: 60, limit: 300 },
      ],
    },
    shown: ['api'],
    // Counted for the internet address, so all accounts of this computer share it.
    budgetKey: () => 'infakt',
  },
  hosts: ['app.infakt.pl', 'www.infakt.pl'],
  texts: { en, pl, de, et },
  verify: async () => (await import('./verify')).verify,
  invoices: {
    pull: async () => (await import('./pull')).pullInvoices,
    formats: async () => [(await import('./format')).infaktFormat],
    ranges: { maxDays: 366 },
    sourceFiles: async () => (await import('./files')).sourceFiles,
  },
  simulator: async () => (await import('./simulator/index')).createInfaktSimulator,
  // The simulator's own key: worth nothing elsewhere.
  demoValues: { api_key: 'demo0infakt0key0demo0infakt0key0', base_url: demoOrigin('infakt') },
});
