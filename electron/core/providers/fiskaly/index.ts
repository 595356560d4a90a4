// fiskaly SIGN DE: the security module (TSE) of German cash registers, in the cloud.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { secret, setting } from '../sdk/formFields';
import { MIDDLEWARE } from './environments';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const advanced = { advanced: true } as const;
const required = { required: true } as const;
const whichTss = setting('tss', 'text');
const adminPin = secret('admin_pin', required);
const onlyWith = (transport: string) => ({ advanced: true, showWhen: { field: 'transport', is: [transport] } });

export default defineProvider({
  id: 'fiskaly',
  name: 'fiskaly',
  letters: 'FI',
  countries: ['DE'],
  fields: [
    secret('api_key', required),
    secret('api_secret', required),
    setting('base_url', 'url', { ...advanced, ...required, check: 'address', defaultValue: MIDDLEWARE }),
    setting('transport', 'choice', {
      ...advanced,
      ...required,
      choices: ['in_process', 'library', 'service'],
      defaultValue: 'in_process',
    }),
    setting('library_path', 'text', { ...required, ...onlyWith('library'), isOnThisComputer: true }),
    setting('service_url', 'url', { check: 'address', defaultValue: 'http://127.0.0.1:8080', ...onlyWith('service') }),
    setting('client_timeout', 'number', { ...advanced, defaultValue: 30_000 }),
    setting('smaers_timeout', 'number', { ...advanced, defaultValue: 5000 }),
    setting('debug_level', 'choice', { ...advanced, choices: ['-1', '1', '2', '3'], defaultValue: '-1' }),
    setting('debug_file', 'text', { ...advanced, isOnThisComputer: true }),
  ],
  facts: ['api_environment', 'client_version', 'smaers_version'],
  guideSteps: 4,
  guideUrl: 'https://dashboard.fiskaly.com/',
  verifySteps: ['client', 'reachable', 'signed_in', 'organization', 'tss', 'rights'],
  // No general limits are published; twelve questions a minute count per export and are kept by the pace of asking.
  limits: { parallel: 2, timeoutMs: 30_000, groups: {}, shown: [] },
  hosts: ['dashboard.fiskaly.com', 'status.fiskaly.com'],
  texts: { en, pl, de, et },
  verify: async () => (await import('./verify')).verify,
  fiscal: {
    month: async () => (await import('./month')).fetchFiscalMonth,
    check: async () => (await import('./checkFile')).checkFile,
    modules: async () => (await import('./modules')).listModules,
    receipt: async () => (await import('./readReceipt')).readReceipt,
    receipts: async () => (await import('./listReceipts')).listReceipts,
    // The service description of SIGN DE: end-customer data is held for three months.
    keepsMonths: 3,
    zone: 'Europe/Berlin',
  },
  actions: [
    {
      id: 'found_tss',
      kind: 'task',
      questions: [setting('description', 'text'), adminPin],
      steps: ['created', 'deployed', 'pin', 'initialized'],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).foundTssAction,
    },
    {
      id: 'add_register',
      kind: 'task',
      questions: [whichTss, setting('serial_number', 'text', required), adminPin],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).addRegisterAction,
    },
    {
      id: 'new_pin',
      kind: 'task',
      questions: [whichTss, secret('new_admin_pin', required), secret('admin_puk')],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).newPinAction,
    },
    {
      id: 'show_puk',
      kind: 'task',
      questions: [whichTss],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).showPukAction,
    },
    {
      id: 'sign_receipt',
      kind: 'task',
      // A till signs its own receipts; a key for LIVE is no toy.
      isOffered: ({ api_environment }) => api_environment === 'TEST',
      questions: [
        whichTss,
        setting('register_serial', 'text'),
        setting('amount', 'text', required),
        setting('vat_rate', 'choice', { ...required, choices: ['normal', 'reduced', 'none'], defaultValue: 'normal' }),
        setting('payment_kind', 'choice', { ...required, choices: ['cash', 'non_cash'], defaultValue: 'cash' }),
      ],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./signReceiptAction')).signReceiptAction,
    },
    {
      id: 'disable_tss',
      kind: 'task',
      questions: [whichTss, adminPin, setting('confirmation', 'text', required)],
      steps: [],
      guideSteps: 0,
      isDestructive: true,
      run: async () => (await import('./actions')).disableTssAction,
    },
  ],
  simulator: async () => (await import('./simulator/index')).createFiskalySimulator,
  // The key that the simulated service has issued to the demo company: worth nothing elsewhere.
  demoValues: {
    base_url: `${demoOrigin('fiskaly')}/api/v2`,
    api_key: 'test_kontor_demo_5b1e9a',
    api_secret: 'dEmo4Kontor8Secret2Value6Only0Here1No7Wheres',
    transport: 'in_process',
  },
});
