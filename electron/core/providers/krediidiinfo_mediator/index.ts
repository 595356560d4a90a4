// Krediidiinfo EDI for mediators: registers client companies and gives them their tokens. It brings no invoices: each client's box is a
// connection of its own.
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { addressField, codeField } from '../sdk/edi/form';
import { withEdiTexts } from '../sdk/edi/texts';
import { secret, setting } from '../sdk/formFields';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

const clientCode = setting('client_code', 'text', { required: true });

export default defineProvider({
  id: 'krediidiinfo_mediator',
  name: 'Krediidiinfo EDI, mediator',
  letters: 'KM',
  countries: ['EE'],
  fields: [addressField, codeField, secret('mediator_token', { required: true })],
  guideSteps: 2,
  verifySteps: ['reachable', 'signed_in', 'client'],
  // No limits are documented.
  limits: { parallel: 2, timeoutMs: 60_000, groups: {}, shown: [] },
  hosts: [],
  texts: withEdiTexts({ en, pl, de, et }),
  verify: async () => (await import('./verify')).verify,
  managesClients: true,
  actions: [
    {
      id: 'register_client',
      kind: 'task',
      questions: [clientCode, setting('client_name', 'text', { required: true })],
      steps: ['looked_up', 'registered', 'token', 'kept'],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).registerAction,
    },
    {
      id: 'renew_token',
      kind: 'task',
      questions: [clientCode],
      steps: ['looked_up', 'token', 'kept'],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).renewAction,
    },
    {
      id: 'look_up_client',
      kind: 'task',
      questions: [clientCode],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./actions')).lookUpAction,
    },
    {
      id: 'remove_client',
      kind: 'task',
      questions: [clientCode, setting('confirmation', 'text', { required: true })],
      steps: [],
      guideSteps: 0,
      isDestructive: true,
      run: async () => (await import('./actions')).removeAction,
    },
  ],
  simulator: async () => (await import('./simulator')).createMediatorSimulator,
  // The simulated service of the post box; its token is worth nothing elsewhere.
  demoValues: {
    base_url: demoOrigin('krediidiinfo'),
    registry_code: '10137025',
    mediator_token: 'Kd3moVahendajaTunnus0000000000x7',
  },
  demoTasks: [
    { actionId: 'register_client', answers: { client_code: '10256137', client_name: 'Zielona Kuźnia sp. z o.o.' } },
  ],
});
