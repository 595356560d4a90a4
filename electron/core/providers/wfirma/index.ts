// wFirma: reads a company's costs and sales with a user's pair of keys and the key of the application.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { ownAddress, secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

export default defineProvider({
  id: 'wfirma',
  name: 'wFirma',
  letters: 'WF',
  countries: ['PL'],
  fields: [
    secret('access_key', { required: true }),
    secret('secret_key', { required: true }),
    // Not asked for by the original guide, so a connection may be saved without it; the check names it.
    secret('app_key'),
    setting('company_id', 'text'),
    setting('since', 'date'),
    ownAddress,
  ],
  guideSteps: 5,
  guideUrl: 'https://wfirma.pl/',
  verifySteps: ['reachable', 'signed_in', 'company_found', 'costs', 'sales'],
  limits: {
    // Limits are no numbers there and depend on the load: one question at a time, one a second on average (BEHAVIOR.md).
    parallel: 1,
    timeoutMs: 60_000,
    groups: { api: [{ seconds: 4, limit: 4 }] },
    shown: [],
  },
  hosts: ['wfirma.pl', 'doc.wfirma.pl'],
  texts: { en, pl, de, et },
  verify: async () => (await import('./verify')).verify,
  invoices: {
    pull: async () => (await import('./pull')).pullInvoices,
    original: async () => (await import('./original')).fetchOriginal,
    formats: async () => [(await import('./format')).wfirmaFormat],
    ranges: { maxDays: 366 },
    sourceFiles: async () => (await import('./files')).sourceFiles,
  },
  simulator: async () => (await import('./simulator/index')).createWfirmaSimulator,
  // The simulator's own keys: worth nothing elsewhere.
  demoValues: {
    access_key: 'demo0access0key0demo0access0key0',
    secret_key: 'demo0secret0key0demo0secret0key0',
    app_key: 'demo0app0key0demo0app0key0demo00',
    company_id: '451203',
    base_url: demoOrigin('wfirma'),
  },
});
