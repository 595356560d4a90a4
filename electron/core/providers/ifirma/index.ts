// iFirma: reads a company's sales with the keys of its account. Costs its API does not give.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { ownAddress, secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };
import { recognise } from './keys';

export default defineProvider({
  id: 'ifirma',
  name: 'iFirma',
  letters: 'IF',
  countries: ['PL'],
  fields: [
    setting('username', 'text', { required: true }),
    // No key is demanded by the form: the original guide leaves some out, and the check names what is missing for what.
    secret('invoice_key'),
    secret('api_key'),
    secret('expense_key'),
    secret('bill_key', { advanced: true }),
    setting('company_name', 'text'),
    setting('since', 'date'),
    ownAddress,
  ],
  guideSteps: 4,
  guideUrl: 'https://www.ifirma.pl/',
  verifySteps: ['keys', 'reachable', 'sales', 'costs', 'company_found'],
  limits: {
    parallel: 1,
    timeoutMs: 60_000,
    // Published: 100 a minute and 15,000 a day for each user; a little below, because other programs of the firm count as well.
    groups: {
      api: [
        { seconds: 60, limit: 90 },
        { seconds: 86_400, limit: 15_000 },
      ],
    },
    shown: ['api'],
    budgetKey: (values) =>
      `ifirma:${String(values['username'] ?? '')
        .trim()
        .toLowerCase()}`,
  },
  hosts: ['www.ifirma.pl', 'api.ifirma.pl'],
  texts: { en, pl, de, et },
  recognise,
  verify: async () => (await import('./verify')).verify,
  invoices: {
    pull: async () => (await import('./pull')).pullInvoices,
    formats: async () => [(await import('./format')).ifirmaFormat],
    ranges: { maxDays: 366 },
    sourceFiles: async () => (await import('./files')).sourceFiles,
  },
  simulator: async () => (await import('./simulator/index')).createIfirmaSimulator,
  // The simulator's own keys: worth nothing elsewhere.
  demoValues: {
    username: 'demo@zielona-kuznia.example',
    company_name: 'Zielona Kuźnia sp. z o.o.',
    invoice_key: 'D3A0FA5C0D3A0FA5',
    expense_key: 'D3A0E59A0D3A0E59',
    api_key: 'D3A0AB0A0D3A0AB0',
    base_url: demoOrigin('ifirma'),
  },
});
