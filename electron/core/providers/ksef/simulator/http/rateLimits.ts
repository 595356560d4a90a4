// Sliding windows per (context, address) and group; all three thresholds at once. Refused calls lengthen the block.
import { tooManyRequests } from './answers';

export interface Allowance {
  readonly perSecond: number;
  readonly perMinute: number;
  readonly perHour: number;
}

const per = (perSecond: number, perMinute: number, perHour: number): Allowance => ({ perSecond, perMinute, perHour });

/** Production values (limits document of 14.09.2026). */
export const PRODUCTION = {
  onlineSession: per(10, 30, 120),
  onlineSessionClose: per(20, 60, 240),
  batchSession: per(10, 20, 60),
  batchSessionClose: per(20, 40, 120),
  invoiceSend: per(10, 30, 180),
  invoiceStatus: per(30, 120, 1200),
  sessionList: per(5, 10, 60),
  sessionInvoiceList: per(10, 20, 200),
  sessionMisc: per(10, 120, 1200),
  invoiceMetadata: per(8, 16, 20),
  invoiceExport: per(8, 16, 20),
  invoiceExportStatus: per(10, 60, 600),
  invoiceDownload: per(8, 16, 64),
  collectiveIdentifier: per(10, 60, 120),
  other: per(10, 30, 120),
} as const satisfies Record<string, Allowance>;

export type RateGroup = keyof typeof PRODUCTION;
export type Allowances = Readonly<Record<RateGroup, Allowance>>;

/** Public endpoints: per address and second only. */
const ANONYMOUS_PER_SECOND = 60;

const windows = [
  { key: 'perSecond', ms: 1000, unit: 'sekundę' },
  { key: 'perMinute', ms: 60_000, unit: 'minutę' },
  { key: 'perHour', ms: 3_600_000, unit: 'godzinę' },
] as const;

interface Track {
  readonly times: number[];
  blockedUntil: number;
  strikes: number;
}

export class RateLimiter {
  private readonly tracks = new Map<string, Track>();
  private readonly now: () => number;
  private current: Allowances;
  private readonly isOff: boolean;

  constructor(now: () => number, chosen: Partial<Allowances> | 'off' = {}) {
    this.now = now;
    this.isOff = chosen === 'off';
    this.current = { ...PRODUCTION, ...(chosen === 'off' ? {} : chosen) };
  }

  get allowances(): Allowances {
    return this.current;
  }

  set(values: Partial<Allowances>): void {
    this.current = { ...PRODUCTION, ...values };
  }

  /** Counts the call or refuses it with 429. `counter` tells apart the endpoints of the group `other`. */
  take(group: RateGroup, context: string, address: string, counter = ''): void {
    if (this.isOff) return;
    this.count(`${context} ${address} ${group} ${counter}`, this.current[group]);
  }

  takeAnonymous(address: string): void {
    if (this.isOff) return;
    const endless = Number.POSITIVE_INFINITY;
    this.count(`anonymous ${address}`, per(ANONYMOUS_PER_SECOND, endless, endless));
  }

  private count(name: string, allowance: Allowance): void {
    const now = this.now();
    const track = this.tracks.get(name) ?? { times: [], blockedUntil: 0, strikes: 0 };
    this.tracks.set(name, track);
    while (track.times[0] !== undefined && track.times[0] <= now - 3_600_000) track.times.shift();
    const full = windows.findLast(({ key, ms }) => used(track, now - ms) >= allowance[key]);
    if (now >= track.blockedUntil && !full) {
      track.times.push(now);
      track.strikes = 0;
      return;
    }
    const until = full ? freeAt(track, allowance[full.key], full.ms) : track.blockedUntil;
    // Each call during the block makes it longer; waiting as told ends it.
    const penalty = now < track.blockedUntil ? 5000 * 2 ** Math.min(track.strikes, 8) : 0;
    track.strikes += 1;
    track.blockedUntil = Math.max(until, track.blockedUntil) + penalty;
    const seconds = Math.max(1, Math.ceil((track.blockedUntil - now) / 1000));
    const limit = full ?? windows[2];
    const text = `Przekroczono limit ${String(allowance[limit.key])} żądań na ${limit.unit}.`;
    throw tooManyRequests(`${text} Spróbuj ponownie po ${String(seconds)} sekundach.`, String(seconds));
  }
}

const used = (track: Track, after: number): number => track.times.reduce((sum, at) => sum + (at > after ? 1 : 0), 0);

/** When enough calls have left the window for one more. */
function freeAt(track: Track, limit: number, ms: number): number {
  const oldest = track.times[Math.max(0, track.times.length - Math.max(limit, 1))];
  return (oldest ?? 0) + ms;
}
