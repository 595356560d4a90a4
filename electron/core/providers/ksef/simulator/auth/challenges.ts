// Challenges: ten minutes, one login each.
import { fromMs } from '../instants';
import { referenceNumber } from '../numbers';

const LIFE_MS = 10 * 60_000;

export interface Challenge {
  readonly challenge: string;
  /** What the client must encrypt behind its token. */
  readonly timestampMs: number;
}

export class Challenges {
  private readonly open = new Map<
    string,
    { readonly timestampMs: number; readonly issuedMs: number; isUsed: boolean }
  >();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  issue(skewMs: number): Challenge {
    const timestampMs = this.now() + skewMs;
    const challenge = referenceNumber('CR', fromMs(timestampMs));
    this.open.set(challenge, { timestampMs, issuedMs: this.now(), isUsed: false });
    return { challenge, timestampMs };
  }

  /** `unknown` was never issued; `stale` is used or too old. */
  use(challenge: string): number | 'unknown' | 'stale' {
    const found = this.open.get(challenge);
    if (!found) return 'unknown';
    if (found.isUsed || this.now() - found.issuedMs > LIFE_MS) return 'stale';
    found.isUsed = true;
    return found.timestampMs;
  }
}
