// fiskaly SIGN DE: the security module (TSE) of German cash registers, in the cloud.
import type { FieldDescription } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { MIDDLEWARE } from './environments';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const field = (id: string, kind: FieldDescription['kind'], more: Partial<FieldDescription> = {}): FieldDescription => ({
  id,
  kind,
  store: 'settings',
  required: false,
  advanced: true,
  multiline: false,
  ...more,
});
const asked = (id: string, kind: FieldDescription['kind'] = 'text'): FieldDescription =>
  field(id, kind, { required: true, advanced: false, ...(kind === 'secret' ? { store: 'credentials' } : {}) });
const whichTss = field('tss', 'text', { advanced: false });
const credential = { store: 'credentials', required: true, advanced: false } as const;
const onlyWith = (transport: string) => ({ showWhen: { field: 'transport', is: [transport] } });

export default defineProvider({
  id: 'fiskaly',
  name: 'fiskaly',
  letters: 'FI',
  countries: ['DE'],
  fields: [
    field('api_key', 'secret', credential),
    field('api_secret', 'secret', credential),
    field('base_url', 'url', { required: true, check: 'address', defaultValue: MIDDLEWARE }),
    field('transport', 'choice', {
      required: true,
      choices: ['in_process', 'library', 'service'],
      defaultValue: 'in_process',
    }),
    field('library_path', 'text', { required: true, ...onlyWith('library') }),
    field('service_url', 'url', { check: 'address', defaultValue: 'http://127.0.0.1:8080', ...onlyWith('service') }),
    field('client_timeout', 'number', { defaultValue: 30_000 }),
    field('smaers_timeout', 'number', { defaultValue: 5000 }),
    field('debug_level', 'choice', { choices: ['-1', '1', '2', '3'], defaultValue: '-1' }),
    field('debug_file', 'text'),
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
  fiscal: { month: async () => (await import('./month')).fetchFiscalMonth },
  actions: [
    {
      id: 'found_tss',
      kind: 'task',
      questions: [field('description', 'text', { advanced: false }), asked('admin_pin', 'secret')],
      steps: ['created', 'deployed', 'pin', 'initialized'],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).foundTssAction,
    },
    {
      id: 'add_register',
      kind: 'task',
      questions: [whichTss, asked('serial_number'), asked('admin_pin', 'secret')],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).addRegisterAction,
    },
    {
      id: 'new_pin',
      kind: 'task',
      questions: [whichTss, asked('new_admin_pin', 'secret'), { ...asked('admin_puk', 'secret'), required: false }],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).newPinAction,
    },
    {
      id: 'disable_tss',
      kind: 'task',
      questions: [whichTss, asked('admin_pin', 'secret'), asked('confirmation')],
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
