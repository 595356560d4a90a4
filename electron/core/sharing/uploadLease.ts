// An upload is one PC's at a time: whoever holds the lease of the month and the destination. Who waits is told by the name of the computer.
import { Failure } from '../../../shared/errors';
import type { Lease, LeaseRepo } from '../db/repositories/lease.repo';
import type { MetaRepo } from '../db/repositories/meta.repo';
import type { Clock } from '../ports';
import { instantOf } from '../time';
import type { SharedWork, UploadPlace } from './sharedWork';

/** Whoever gives no sign for so long is gone; the sign is given every minute. */
export const UPLOAD_LEASE_MS = 3 * 60_000;
const SIGN_MS = 60_000;

export interface LeaseParts {
  readonly leases: LeaseRepo;
  readonly meta: Pick<MetaRepo, 'get' | 'set'>;
  readonly clock: Clock;
  readonly installation: () => Promise<string>;
  readonly computerName: string;
}

export interface UploadLease {
  /** A lease names who holds it by an id; people know computers by their names. */
  introduce(): Promise<void>;
  readonly alone: SharedWork['alone'];
}

export function uploadLease({ leases, meta, clock, installation, computerName }: LeaseParts): UploadLease {
  const alone: SharedWork['alone'] = async (place, signal, work) => {
    const name = `upload/${place.connectionId}/${place.month}`;
    const me = await installation();
    const take = () => leases.take(name, me, UPLOAD_LEASE_MS, clock.now());
    const lease = await take();
    if (!lease.isMine) throw heldElsewhere(place, lease, await meta.get(nameOf(lease.holder)).catch(() => null));
    const lost = new AbortController();
    const ended = new AbortController();
    const signs = async (): Promise<void> => {
      while (!ended.signal.aborted) {
        await clock.sleep(SIGN_MS, ended.signal);
        // A store that is away has told nobody else that it is free.
        const now = await take().catch(() => null);
        // At once: who it is will be said when this one asks anew.
        if (now?.isMine === false) lost.abort(heldElsewhere(place, now, null));
      }
    };
    void signs().catch(() => undefined);
    try {
      await work(AbortSignal.any([signal, lost.signal]));
    } catch (error) {
      throw lost.signal.aborted && !signal.aborted ? lost.signal.reason : error;
    } finally {
      ended.abort();
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

function heldElsewhere({ month }: UploadPlace, { untilMs }: Held, pc: string | null): Failure {
  const until = { kind: 'rate_limited', retryAt: instantOf(untilMs) } as const;
  if (pc === null) return new Failure({ ...until, key: 'upload.held_elsewhere', params: { month } });
  return new Failure({ ...until, key: 'upload.held_by', params: { month, pc } });
}
