// KSeF, Poland's national e-invoice system: reads a company's sales and purchases, sends where that is switched on, signed in with a KSeF token or a certificate.
import type { FieldDescription, FieldValues } from '../../../../shared/forms/fields';
import { KSEF_CONTEXT_TYPES } from '../../../../shared/domain/ksefContext';
import { demoOrigin } from '../sdk/demoOrigin';
import { defineProvider, type RateWindow } from '../sdk/defineProvider';
import { secret, setting } from '../sdk/formFields';
import { contextOfForm } from './context';
import { environmentOf } from './environments';
import { invoiceLink } from './qrLinks';
import { isSendingCall } from './sendingCalls';
import { recognise } from './token';
import de from './i18n/de.json' with { type: 'json' };
import en from './i18n/en.json' with { type: 'json' };
import et from './i18n/et.json' with { type: 'json' };
import pl from './i18n/pl.json' with { type: 'json' };

/** The empty word stands for connections that were made before there was a choice. */
const withToken = { field: 'sign_in', is: ['token', ''] };
const withCertificate = { field: 'sign_in', is: ['certificate'] };
const inContext = (...is: string[]) => ({ showWhen: { field: 'context_type', is }, required: true });

const fields: readonly FieldDescription[] = [
  setting('sign_in', 'choice', { required: true, choices: ['token', 'certificate'], defaultValue: 'token' }),
  secret('token', { required: true, multiline: true, showWhen: withToken }),
  secret('certificate_file', { kind: 'file', required: true, showWhen: withCertificate }),
  secret('key_file', { kind: 'file', showWhen: withCertificate }),
  secret('key_passphrase', { showWhen: withCertificate }),
  setting('nip', 'text', { check: 'nip', ...inContext('Nip', '') }),
  setting('internal_id', 'text', { check: 'internal_id', ...inContext('InternalId') }),
  setting('nip_vat_ue', 'text', { check: 'nip_vat_ue', ...inContext('NipVatUe') }),
  setting('peppol_id', 'text', { check: 'peppol_id', ...inContext('PeppolId') }),
  setting('environment', 'choice', {
    required: true,
    choices: ['prod', 'demo', 'test', 'custom'],
    defaultValue: 'prod',
  }),
  setting('base_url', 'url', { required: true, showWhen: { field: 'environment', is: ['custom'] } }),
  setting('since', 'date'),
  setting('context_type', 'choice', { advanced: true, choices: [...KSEF_CONTEXT_TYPES], defaultValue: 'Nip' }),
  setting('max_attempts', 'number', { advanced: true, defaultValue: 90 }),
  setting('poll_interval_seconds', 'number', { advanced: true, defaultValue: 2 }),
  setting('allowed_ips', 'text', { advanced: true, check: 'allowed_ips' }),
  setting('archive_format', 'choice', { advanced: true, choices: ['TarGz', 'Zip'], defaultValue: 'TarGz' }),
];

const sendingFields: readonly FieldDescription[] = [
  setting('sending', 'toggle', { advanced: true, defaultValue: false }),
  secret('offline_certificate_file', { kind: 'file', advanced: true }),
  secret('offline_key_file', { kind: 'file', advanced: true }),
  secret('offline_key_passphrase', { advanced: true }),
];

const revokeToken = setting('revoke_token', 'toggle', { defaultValue: true });

const perSecondMinuteHour = (second: number, minute: number, hour: number): readonly RateWindow[] => [
  { seconds: 1, limit: second },
  { seconds: 60, limit: minute },
  { seconds: 3600, limit: hour },
];

/** Limits count per context and IP address; two connections to the same context share them. */
function budgetKey(values: FieldValues): string {
  const context = contextOfForm(values)?.value ?? String(values['nip'] ?? '');
  return `ksef:${environmentOf(values).apiBase}:${context}`;
}

const DEMO_TOKEN =
  '20260202-EC-4A38BA3F25-22AED52193-FD|nip-5265877635|e81cf2a9552d5fae57e33fa078e95397848d246e669ce298b12074ae62bd2d18';

export default defineProvider({
  id: 'ksef',
  name: 'KSeF',
  letters: 'KS',
  countries: ['PL'],
  fields: [...fields, ...sendingFields],
  guideSteps: 5,
  guideUrl: 'https://ap.ksef.mf.gov.pl/',
  verifySteps: ['reachable', 'signed_in', 'company_found', 'rights', 'newest'],
  limits: {
    parallel: 4,
    timeoutMs: 30_000,
    groups: {
      public: [{ seconds: 1, limit: 60 }],
      invoiceMetadata: perSecondMinuteHour(8, 16, 20),
      invoiceExport: perSecondMinuteHour(8, 16, 20),
      invoiceExportStatus: perSecondMinuteHour(10, 60, 600),
      invoiceDownload: perSecondMinuteHour(8, 16, 64),
      onlineSession: perSecondMinuteHour(10, 30, 120),
      // Before 2.8.0 closing had the numbers of opening: the smaller ones hold everywhere.
      onlineSessionClose: perSecondMinuteHour(10, 30, 120),
      invoiceSend: perSecondMinuteHour(10, 30, 180),
      batchSession: perSecondMinuteHour(10, 20, 60),
      batchSessionClose: perSecondMinuteHour(10, 20, 60),
      invoiceStatus: perSecondMinuteHour(30, 120, 1200),
      sessionList: perSecondMinuteHour(5, 10, 60),
      sessionInvoiceList: perSecondMinuteHour(10, 20, 200),
      sessionMisc: perSecondMinuteHour(10, 120, 1200),
      other: perSecondMinuteHour(10, 30, 120),
    },
    shown: ['invoiceExport', 'invoiceMetadata'],
    budgetKey,
  },
  hosts: ['ap.ksef.mf.gov.pl', 'ap-demo.ksef.mf.gov.pl', 'ap-test.ksef.mf.gov.pl'],
  texts: { en, pl, de, et },
  recognise,
  verify: async () => (await import('./verify')).verify,
  actions: [
    {
      id: 'to_certificate',
      kind: 'change',
      isOffered: (settings) => settings['sign_in'] !== 'certificate',
      presets: { sign_in: 'certificate' },
      fields: ['certificate_file', 'key_file', 'key_passphrase'],
      questions: [revokeToken],
      guideSteps: 4,
      afterSave: async () => (await import('./switchToCertificate')).leaveToken,
    },
  ],
  signOut: async () => (await import('./signOut')).signOut,
  sessions: {
    list: async () => (await import('./remoteSessions')).listSessions,
    end: async () => (await import('./remoteSessions')).endSession,
  },
  expiries: async () => (await import('./expiries')).expiriesOf,
  health: async () => (await import('./health')).askLighthouse,
  invoices: {
    isRegister: true,
    pull: async () => (await import('./pull')).pullInvoices,
    original: async () => (await import('./original')).fetchOriginal,
    plan: async () => (await import('./importPlan')).planImport,
    reach: async () => (await import('./reach')).reachOf,
    unpackers: { package: async () => (await import('./unpack')).packageUnpacker },
    checkLink: ({ sellerTaxId, issueDate, sha256Base64Url, settings }) =>
      invoiceLink(environmentOf(settings), { sellerNip: sellerTaxId, issueDate, sha256Base64Url }),
  },
  sending: {
    switchField: 'sending',
    isSendingCall,
    modes: ['online', 'offline24', 'offline', 'emergency'],
    formats: ['fa3', 'fa2', 'fa_rr'],
    maxBytes: 3_000_000,
    send: async () => (await import('./sending/send')).sendInvoices,
    deadline: async () => (await import('./sending/deadlines')).deadlineOf,
    readReceipt: async () => (await import('./sending/upo')).receiptFacts,
    links: async () => (await import('./sending/links')).offlineLinks,
    target: (settings) => {
      const { id, name } = environmentOf(settings);
      return { name, isProduction: id === 'prod' };
    },
  },
  simulator: async () => (await import('./simulator/index')).createKsefSimulator,
  // The token that the simulated service has issued to the demo company: a constant of the simulator, worth nothing elsewhere.
  demoValues: {
    nip: '5265877635',
    environment: 'custom',
    base_url: demoOrigin('ksef'),
    token: DEMO_TOKEN,
  },
});
