// What can be set about a simulated fiskaly. The app passes the three of SimulatorOptions only; the rest is for tests.
import type { SimulatorOptions } from '../../sdk/simulatorKit';

export interface FiskalyKnobs {
  readonly accessSeconds?: number;
  readonly refreshSeconds?: number;
  /** From the order of an export to its file. */
  readonly exportSeconds?: number;
  /** Records that one export may hold. */
  readonly maxRecords?: number;
  /** Months before now that the demo's register has receipts for; 0 starts with an empty account. */
  readonly months?: number;
  readonly receiptsPerMonth?: number;
  /** False: the account has not booked DSFinV-K. */
  readonly hasClosings?: boolean;
  readonly maxActive?: number;
}

export type FiskalyOptions = SimulatorOptions & FiskalyKnobs;

export function complete(options: FiskalyOptions) {
  return {
    accessSeconds: 86_400,
    refreshSeconds: 172_800,
    exportSeconds: 2,
    maxRecords: 1_000_000,
    months: 3,
    receiptsPerMonth: 30,
    hasClosings: true,
    maxActive: 2000,
    ...options,
    baseUrl: options.baseUrl.replace(/\/$/, ''),
  };
}
export type CompleteOptions = ReturnType<typeof complete>;

export interface ApiKey {
  readonly key: string;
  readonly secret: string;
  readonly env: 'TEST' | 'LIVE';
  readonly organization: string;
  /** Refused with E_ACCESS_DENIED. */
  readonly denied?: RegExp;
}

export const ORGANIZATION = {
  id: '3f6d1c52-7c1e-4f0a-9a55-0d9f4b8e2a10',
  name: 'Blumenladen Birkenhof GmbH',
  address_line1: 'Am Markt 3',
  zip: '99423',
  town: 'Weimar',
  country_code: 'DEU',
  vat_id: 'DE136695976',
} as const;
export const OTHER_ORGANIZATION = '8c0b1f6e-2f57-4a0d-8d0e-5f3c9c1b7e21';

/** Known keys: constants of the simulator, worth nothing elsewhere. Secrets have 43 characters, as the real ones. */
export const KEYS = {
  demo: {
    key: 'test_kontor_demo_5b1e9a',
    secret: 'dEmo4Kontor8Secret2Value6Only0Here1No7Wheres',
    env: 'TEST',
    organization: ORGANIZATION.id,
  },
  second: {
    key: 'test_kontor_second_77c0de',
    secret: 'sEcond4Kontor8Secret2Value6Only0Here1No7Els',
    env: 'TEST',
    organization: ORGANIZATION.id,
  },
  live: {
    key: 'live_kontor_9d3c21',
    secret: 'lIve4Kontor8Secret2Value6Only0Here1No7Where',
    env: 'LIVE',
    organization: ORGANIZATION.id,
  },
  other: {
    key: 'test_kontor_other_1f00ba',
    secret: 'oTher4Kontor8Secret2Value6Only0Here1No7Where',
    env: 'TEST',
    organization: OTHER_ORGANIZATION,
  },
  noExports: {
    key: 'test_kontor_noexports_aa11',
    secret: 'nOexp4Kontor8Secret2Value6Only0Here1No7Where',
    env: 'TEST',
    organization: ORGANIZATION.id,
    denied: /\/export/,
  },
} as const satisfies Readonly<Record<string, ApiKey>>;

/** The TSS that the demo's account starts with. */
export const DEMO_TSS = {
  id: '6a1f2c1e-5d0b-4d5e-8b1a-2f5f6c7d8e90',
  clientId: 'b7d0c0de-1f2e-4c3a-9e5d-7a6b5c4d3e2f',
  clientSerial: 'KASSE-01',
  pin: '246810',
  puk: '1234567890',
  keyName: 'kontor-demo-tse-key-1',
} as const;
