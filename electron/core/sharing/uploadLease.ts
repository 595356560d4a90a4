// An upload is one PC's at a time: whoever holds the lease of the month and the destination. Who waits is told by the name of the computer.
import { Failure } from '../../../shared/errors';
import type { Lease, LeaseRepo } from '../db/repositories/lease.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { Clock, Power } from '../ports';
import { instantOf } from '../time';
import type { SharedWork, UploadPlace } from './sharedWork';

/** Whoever gives no sign for so long is gone; the sign is given every minute. */
export const UPLOAD_LEASE_MS = 3 * 60_000;
const SIGN_MS = 60_000;

export interface LeaseParts {
  readonly leases: LeaseRepo;
  readonly meta: Pick<MetaRepo, 'get' | 'set'>;
  readonly clock: Clock;
  readonly power: Pick<Power, 'onWake'>;
  readonly installation: () => Promise<string>;
  readonly computerName: string;
}

export interface UploadLease {
  /** A lease names who holds it by an id; people know computers by their names. */
  introduce(): Promise<void>;
  readonly alone: SharedWork['alone'];
}

export function uploadLease({ leases, meta, clock, power, installation, computerName }: LeaseParts): UploadLease {
  const alone: SharedWork['alone'] = async (place, signal, work) => {
    const name = `upload/${place.connectionId}/${place.month}`;
    const me = await installation();
    const lease = await leases.take(name, me, UPLOAD_LEASE_MS, clock.now());
    if (!lease.isMine) throw heldElsewhere(place, lease, await meta.get(nameOf(lease.holder)).catch(() => null));
    const lost = new AbortController();
    const ended = new AbortController();
    const sign = async (): Promise<void> => {
      // A store that is away has told nobody else that it is free.
      const isHeld = await leases.hold(name, me, UPLOAD_LEASE_MS, clock.now()).catch(() => true);
      // Asked anew at once: who has it, and whether what is to be sent lies there already, is said then.
      if (!isHeld && !ended.signal.aborted) lost.abort(heldElsewhere(place, { untilMs: clock.now() }, null));
    };
    const signs = async (): Promise<void> => {
      while (!ended.signal.aborted && !lost.signal.aborted) {
        await clock.sleep(SIGN_MS, ended.signal);
        await sign();
      }
    };
    void signs().catch(() => undefined);
    // Who has slept does not send on for a minute before it looks.
    const stopListening = power.onWake(() => void sign());
    try {
      await work(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      throw lost.signal.aborted && !signal.aborted ? lost.signal.reason : error;
    } finally {
      ended.abort();
      stopListening();
      // Not given back, it ends by itself.
      await leases.release(name, me).catch(() => undefined);
    }
  };
  return {
    introduce: async () => {
      const key = nameOf(await installation());
      if ((await meta.get(key)) !== computerName) await meta.set(key, computerName);
    },
    alone,
  };
}

const nameOf = (installation: string): string => `pc/${installation}`;

type Held = Extract<Lease, { readonly isMine: false }>;

function heldElsewhere({ month }: UploadPlace, { untilMs }: Pick<Held, 'untilMs'>, pc: string | null): Failure {
  const until = { kind: 'rate_limited', retryAt: instantOf(untilMs) } as const;
  if (pc === null) return new Failure({ ...until, key: 'upload.held_elsewhere', params: { month } });
  return new Failure({ ...until, key: 'upload.held_by', params: { month, pc } });
}
