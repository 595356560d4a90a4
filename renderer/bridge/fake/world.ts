// An invented firm for tests and the development page. The providers are invented too: screens must not know real ones.
import type { z } from 'zod';
import { CompanyId, ConnectionId, ConnectionSlug } from '../../../shared/domain/ids';
import type { CompanyView } from '../../../shared/contract/companies';
import type { ConnectionView } from '../../../shared/contract/connections';
import type { ProviderView } from '../../../shared/contract/providers';
import { seeded, uuid } from './seeded';

const random = seeded(7);
const text = (label: string, reads: string, never: string) => ({
  'tile.reads': reads,
  'tile.never': never,
  name: label,
  'sign_in_refused.what': `${label} refused the sign-in.`,
  'sign_in_refused.why': 'The key was withdrawn, or it belongs to the test environment.',
  'sign_in_refused.todo': 'Create a new key and paste it in the connection.',
  'sign_in_refused.safe': 'All invoices that were fetched stay here.',
});
const provider = (id: string, name: string, letters: string, kind: 'invoices' | 'files'): ProviderView => ({
  id,
  name,
  letters,
  countries: ['PL'],
  capabilities: [kind],
  fields: [
    { id: 'token', kind: 'secret', store: 'credentials', required: true, advanced: false, multiline: false },
    {
      id: 'environment',
      kind: 'choice',
      store: 'settings',
      required: true,
      advanced: false,
      multiline: false,
      choices: ['production', 'test'],
      defaultValue: 'production',
    },
  ],
  signIn: [],
  actions: [],
  facts: [],
  hasSessions: false,
  guideSteps: 3,
  verifySteps: ['reachable', 'signed_in', 'company'],
  texts: {
    en: text(name, 'Reads purchases and sales', 'Never issues, never sends'),
    pl: text(name, 'Odczytuje zakupy i sprzedaż', 'Nigdy nie wystawia ani nie wysyła'),
    de: text(name, 'Liest Ein- und Ausgangsrechnungen', 'Stellt nie aus, sendet nie'),
    et: text(name, 'Loeb ostu- ja müügiarveid', 'Ei väljasta ega saada midagi'),
  },
});
export const PROVIDERS: readonly ProviderView[] = [
  provider('national', 'e-Rejestr', 'eR', 'invoices'),
  provider('ledger', 'Księgarz Online', 'Ko', 'invoices'),
  provider('paper', 'Teczka', 'Te', 'invoices'),
  provider('cloud', 'Chmurka', 'Ch', 'files'),
  provider('vaultbox', 'Skarbiec', 'Sk', 'files'),
];

const companyId = CompanyId.parse(uuid(random));
const otherCompanyId = CompanyId.parse(uuid(random));

export function companiesAt(now: Date, invoiceCount: number): z.infer<typeof CompanyView>[] {
  const base = {
    country: 'PL',
    isDemo: false,
    purchaseMonthRule: 'issue_date',
    createdAt: iso(now, -400 * DAY),
  } as const;
  return [
    { ...base, id: companyId, name: 'Zielona Kuźnia', taxId: '5265877635', invoiceCount },
    { ...base, id: otherCompanyId, name: 'Stolarnia Jesion sp. z o.o.', taxId: '7740001454', invoiceCount: 0 },
  ];
}

export const MINUTE = 60_000;
export const DAY = 24 * 60 * MINUTE;
export function iso(now: Date, offset: number): string {
  return new Date(now.getTime() + offset).toISOString();
}

export function connectionsAt(now: Date): ConnectionView[] {
  const make = (
    slug: string,
    providerId: string,
    title: string,
    identity: string,
    rest: Partial<ConnectionView>,
  ): ConnectionView => ({
    id: ConnectionId.parse(uuid(random)),
    slug: ConnectionSlug.parse(slug),
    companyId,
    providerId,
    title,
    identity,
    state: 'ok',
    capabilities: ['invoices'],
    settings: { environment: 'production' },
    storedCredentials: ['token'],
    createdAt: iso(now, -300 * DAY),
    notices: [],
    actions: [],
    ...rest,
  });
  return [
    make('e-rejestr', 'national', 'e-Rejestr', '526-587-76-35', {
      lastGoodRunAt: iso(now, -14 * MINUTE),
      lastNewCount: 9,
    }),
    make('ksiegarz', 'ledger', 'Księgarz', 'zielona-kuznia', {
      lastGoodRunAt: iso(now, -14 * MINUTE),
      lastNewCount: 3,
    }),
    make('teczka', 'paper', 'Teczka „Faktury zagraniczne”', '/home/biuro/zagraniczne', {
      lastGoodRunAt: iso(now, -31 * MINUTE),
      lastNewCount: 0,
    }),
    make('chmurka-biura', 'cloud', 'Chmurka biura rachunkowego', 'zk@chmurka.example', {
      capabilities: ['files'],
      lastGoodRunAt: iso(now, -2 * DAY),
    }),
    make('skarbiec', 'vaultbox', 'Kopia w Skarbcu', 'eu-central, 24 miesiące', {
      capabilities: ['files'],
      state: 'needs_attention',
      lastGoodRunAt: iso(now, -1 * DAY),
      problem: {
        kind: 'auth',
        key: 'provider.vaultbox.sign_in_refused',
        params: {},
        supportId: 'K7-2F41',
        details: 'PUT /zk-archive/2026/probe\nHTTP 403 AccessDenied',
      },
    }),
  ];
}
export const FIRM = { companyId };
