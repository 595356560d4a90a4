// iFirma: reads a company's sales with the keys of its account. Costs its API does not give.
import type { FieldDescription } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };
import { recognise } from './keys';

const field = (id: string, kind: FieldDescription['kind'], more: Partial<FieldDescription> = {}): FieldDescription => ({
  id,
  kind,
  store: 'settings',
  required: false,
  advanced: false,
  multiline: false,
  ...more,
});

/** None is demanded by the form: the original guide leaves some out, and the check names what is missing for what. */
const key = (id: string, more: Partial<FieldDescription> = {}): FieldDescription =>
  field(id, 'secret', { store: 'credentials', ...more });

export default defineProvider({
  id: 'ifirma',
  name: 'iFirma',
  letters: 'IF',
  countries: ['PL'],
  fields: [
    field('username', 'text', { required: true }),
    key('invoice_key'),
    key('api_key'),
    key('expense_key'),
    key('bill_key', { advanced: true }),
    field('company_name', 'text'),
    field('since', 'date'),
    field('base_url', 'url', { advanced: true }),
  ],
  guideSteps: 4,
  guideUrl: 'https://www.ifirma.pl/',
  verifySteps: ['keys', 'reachable', 'sales', 'costs', 'company_found'],
  limits: {
    parallel: 1,
    timeoutMs: 60_000,
    // Published: 100 a minute and 15,000 a day for each user.
    groups: {
      api: [
        { seconds: 1, limit: 1 },
        { seconds: 60, limit: 100 },
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
