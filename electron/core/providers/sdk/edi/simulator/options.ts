// What a test may change about the simulated service; the demo company takes it as it is.
import type { SimulatorOptions } from '../../simulatorKit';

export interface EdiOptions extends SimulatorOptions {
  /** Purchase invoices that wait for every company that is registered. */
  readonly waiting?: number;
  /** URIs that one list names at most. */
  readonly pageSize?: number;
  /** The documentation says 406 in one place and 415 in another. */
  readonly missingAcceptStatus?: 406 | 415;
  /** Overlooks further parameters of media types, as a friendlier server would. */
  readonly tolerant?: boolean;
  /** Nothing says that an invoice which is handed in twice is refused. */
  readonly duplicates?: 'accept' | 'refuse';
  readonly maxBodyBytes?: number;
}

/** Two mediators, and a client of the first one with a token of its own. Constants of the simulator, worth nothing elsewhere. */
export const MEDIATORS = {
  demo: { code: '10137025', token: 'Kd3moVahendajaTunnus0000000000x7' },
  other: { code: '10000062', token: 'TeineVahendajaTunnus000000000y58' },
} as const;
export const CLIENTS = {
  demo: { code: '16122596', token: 'SmpKlient0demo1Tunnus2ainultSiin' },
  /** Receives, but is not ours. */
  others: { code: '10000640', token: 'TeiseKliendiTunnus0000000000z143' },
} as const;
/** Not registered before somebody does it. */
export const NEWCOMER = '10256137';
