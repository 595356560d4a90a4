// Krediidiinfo EDI, a company's post box for Estonian e-invoices: purchases come out of it, sales go in. Its service of old is closed;
// the interface is what a firm's own server or a successor speaks.
import type { FieldValues } from '../../../../shared/forms/fields';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider } from '../sdk/defineProvider';
import { addressField, codeField } from '../sdk/edi/form';
import { withEdiTexts } from '../sdk/edi/texts';
import { secret, setting } from '../sdk/formFields';
import { isSendingCall } from './sendingCalls';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

function hostOf({ base_url: address = '' }: FieldValues): string {
  return URL.canParse(String(address)) ? new URL(String(address)).host : String(address);
}

export default defineProvider({
  id: 'krediidiinfo',
  name: 'Krediidiinfo EDI',
  letters: 'KI',
  countries: ['EE'],
  fields: [
    addressField,
    codeField,
    secret('client_token', { required: true }),
    setting('sending', 'toggle', { advanced: true, defaultValue: false }),
  ],
  guideSteps: 3,
  verifySteps: ['reachable', 'signed_in', 'receives', 'waiting'],
  // No limits are documented.
  limits: { parallel: 2, timeoutMs: 60_000, groups: {}, shown: [] },
  hosts: [],
  texts: withEdiTexts({ en, pl, de, et }),
  verify: async () => (await import('./verify')).verify,
  actions: [
    {
      id: 'look_up',
      kind: 'task',
      questions: [setting('receiver_code', 'text', { required: true })],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./lookUp')).lookUpAction,
    },
    {
      id: 'hand_on',
      kind: 'task',
      questions: [],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./handOn')).handOnAction,
    },
    {
      id: 'take_out',
      kind: 'task',
      questions: [],
      steps: [],
      guideSteps: 0,
      isDestructive: false,
      run: async () => (await import('./left')).takeOutAction,
    },
  ],
  invoices: { pull: async () => (await import('./pull')).pullInvoices },
  sending: {
    switchField: 'sending',
    isSendingCall,
    modes: ['online'],
    formats: ['earve'],
    // No limit is documented; a page in Base64 is what makes an invoice large.
    maxBytes: 20_000_000,
    asksPerson: true,
    send: async () => (await import('./send')).sendInvoices,
    deadline: () => Promise.resolve(() => null),
    target: (settings) => ({ name: hostOf(settings), isProduction: true }),
  },
  simulator: async () => (await import('./simulator')).createKrediidiinfoSimulator,
  // The simulator's own client: its token is worth nothing elsewhere.
  demoValues: {
    base_url: demoOrigin('krediidiinfo'),
    registry_code: '16122596',
    client_token: 'SmpKlient0demo1Tunnus2ainultSiin',
  },
});
