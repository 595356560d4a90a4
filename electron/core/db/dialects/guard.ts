// Every talk with a database server ends: by an answer, by a problem in the user's words, or by a deadline that gives the connection up.
import { readFileSync } from 'node:fs';
import { rootCertificates } from 'node:tls';
import type { ServerTarget } from '../serverUrl';
import { explainConnecting, explainStatement, isSpent, type StorePlace } from '../storeProblems';

const CONNECT_MS = 10_000;
/** A cable that was pulled out says nothing. Longer than any statement takes, and than another PC's migration. */
const ANSWER_MS = 30_000;
/** A few statements at once; an office's PCs share what the server grants. */
export const MOST_CONNECTIONS = 4;
/** Idle ones are given back: a server or a firewall that cuts them meets nobody. */
export const IDLE_MS = 30_000;

class DeadlinePassed extends Error {
  readonly code = 'KONTOR_DEADLINE';
  constructor() {
    super('no answer in time');
    this.name = 'DeadlinePassed';
  }
}

export interface Guard {
  /** Milliseconds in which a connection has to be made. */
  readonly connectMs: number;
  /** `giveBack` takes what comes after nobody waits for it any more. */
  connecting<T>(work: () => Promise<T>, giveBack?: (late: T) => void): Promise<T>;
  /** `spend` is called when the connection is of no more use. */
  statement<T>(work: () => Promise<T>, spend: () => void): Promise<T>;
}

export function guard(target: ServerTarget, patienceMs = ANSWER_MS): Guard {
  const place = placeOf(target);
  const connectMs = Math.min(CONNECT_MS, patienceMs);
  return {
    connectMs,
    connecting: async (work, giveBack) => {
      const working = work();
      try {
        // The drivers have this limit, too, but not while all connections are lent.
        return await inTime(working, connectMs * 2);
      } catch (error) {
        if (error instanceof DeadlinePassed) working.then(giveBack, () => undefined);
        throw explainConnecting(error, place);
      }
    },
    statement: async (work, spend) => {
      try {
        return await inTime(work(), patienceMs);
      } catch (error) {
        if (isSpent(error)) spend();
        throw explainStatement(error, place);
      }
    },
  };
}

function placeOf({ host, port, user, database }: ServerTarget): StorePlace {
  return { server: `${host}:${String(port)}`, user, database };
}

function inTime<T>(work: Promise<T>, ms: number): Promise<T> {
  return new Promise((resolve, reject) => {
    const alarm = setTimeout(() => {
      reject(new DeadlinePassed());
    }, ms);
    work.then(resolve, reject).finally(() => {
      clearTimeout(alarm);
    });
  });
}

/** Null: in clear. That certificates are checked is said, not left to the runtime, which NODE_TLS_REJECT_UNAUTHORIZED would talk out of it. */
export function tlsOptions({ tls, caFile }: ServerTarget): { rejectUnauthorized: true; ca?: string[] } | null {
  if (tls === 'off') return null;
  const ca = caFile === null ? {} : { ca: [...rootCertificates, readFileSync(caFile, 'utf8')] };
  return { rejectUnauthorized: true, ...ca };
}
