// The KSeF simulator: a fetch handler, strict about what it is asked. The manifest loads `createKsefSimulator` from here.
import { randomUUID } from 'node:crypto';
import { takeFault, type Fault, type FaultScript, type SeenRequest, type Simulator } from '../../sdk/simulatorKit';
import { accountRoutes } from './accountRoutes';
import { certificateRoutes } from './account/certificateRoutes';
import { personRoutes } from './account/personRoutes';
import { tokenRoutes } from './account/tokenRoutes';
import type { Grant } from './auth/grants';
import { authRoutes } from './auth/routes';
import type { IssuedTokens } from './auth/knownTokens';
import { dispatch } from './dispatch';
import { isoMicros } from './instants';
import { downloadRoute } from './invoices/downloadRoute';
import { exportRoutes } from './invoices/exportRoutes';
import { queryRoute } from './invoices/queryRoute';
import { sharedInvoices } from './invoices/shared';
import { batchRoutes } from './sending/batchRoutes';
import { onlineRoutes } from './sending/onlineRoutes';
import { statusRoutes } from './sending/statusRoutes';
import { isSubject, type SubjectType } from './invoices/store';
import type { InvoiceWish } from './invoices/single';
import type { PersonalCertificate, PersonOrder } from './keys/authority';
import { keyRoutes } from './keys/routes';
import { complete, type KsefSimulatorOptions } from './options';
import { World, type LighthouseBoard } from './world';

/** For tests only: looks behind the service and changes it. */
export interface KsefControl {
  /** Every token the service has issued; states may be changed. */
  readonly tokens: IssuedTokens;
  /** KSeF numbers that are readable now, by what the demo company is on them (all without it), oldest first. */
  numbers(as?: SubjectType): readonly string[];
  /** All that were given, readable yet or not, of whomever. */
  allNumbers(): readonly string[];
  document(ksefNumber: string): Buffer;
  /** A sale of the demo company that nobody has sent yet. */
  draft(wish?: InvoiceWish): Buffer;
  /** Sending sessions of the demo company, newest first: reference, status, how many invoices. */
  sendingSessions(): readonly { readonly reference: string; readonly code: number; readonly invoices: number }[];
  /** Returns the KSeF numbers. */
  add(wishes: readonly InvoiceWish[]): readonly string[];
  hwm(): string;
  rotateKeys(how: 'planned' | 'emergency'): Promise<void>;
  revokeSessions(): void;
  /** Sign-ins of the demo company that are not over. */
  sessionCount(): number;
  /** From now on callers come from there. */
  comeFrom(clientIp: string): void;
  setLighthouse(board: LighthouseBoard): void;
  /** A certificate with its key, as the taxpayer's application hands them out; nothing is granted by it. */
  certificate(order: PersonOrder): PersonalCertificate;
  /** Rights of somebody who is not the owner. */
  grant(grant: Omit<Grant, 'id'>): void;
  revokeCertificate(serial: string): void;
}

export interface KsefSimulator extends Simulator {
  readonly control: KsefControl;
}

export function createKsefSimulator(options: KsefSimulatorOptions): KsefSimulator {
  const world = new World(complete(options));
  const routes = [
    ...authRoutes(world),
    ...keyRoutes(world),
    ...accountRoutes(world),
    ...tokenRoutes(world),
    ...certificateRoutes(world),
    ...personRoutes(world),
    queryRoute(world),
    downloadRoute(world),
    ...exportRoutes(world),
    ...onlineRoutes(world),
    ...batchRoutes(world),
    ...statusRoutes(world),
  ];
  const script: Fault[] = [];
  const seen: SeenRequest[] = [];

  async function handle(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    const fault = takeFault(script, request.method, pathname);
    const response = await dispatch(world, routes, request, fault);
    const broken = response.headers.get('x-simulator-break') !== null;
    seen.push({ method: request.method, url: request.url, status: broken ? 0 : response.status });
    return response;
  }

  return {
    handle,
    script: (faults: FaultScript) => {
      script.splice(0, script.length, ...faults);
    },
    seen,
    shared: (sinceMs) => sharedInvoices(world, sinceMs),
    control: control(world),
  };
}

function control(world: World): KsefControl {
  return {
    tokens: world.issued,
    numbers: (as) => {
      const now = world.now() * 1000;
      const nip = world.issued.demo.contextNip;
      return world.store.all
        .filter((record) => record.storedAt <= now && record.visibleAt <= now)
        .filter((record) => as === undefined || isSubject(record, as, nip))
        .map((record) => record.ksefNumber);
    },
    allNumbers: () => world.store.all.map(({ ksefNumber }) => ksefNumber),
    document: (ksefNumber) => {
      const record = world.store.get(ksefNumber);
      if (!record) throw new Error(`no invoice ${ksefNumber}`);
      return record.make().bytes;
    },
    add: (wishes) => world.add(wishes).map((record) => record.ksefNumber),
    draft: (wish = {}) => world.draft(wish),
    sendingSessions: () =>
      world.sending.of(world.issued.demo.contextNip).map((session) => ({
        reference: session.referenceNumber,
        code: world.sending.status(session).code,
        invoices: session.invoices.length,
      })),
    hwm: () => isoMicros(world.hwm()),
    rotateKeys: (how) => world.keys.rotate(how, world.now()),
    revokeSessions: () => {
      world.sessions.revokeAll();
    },
    sessionCount: () => world.sessions.of(world.issued.demo.contextNip).length,
    comeFrom: (clientIp) => {
      world.clientIp = clientIp;
    },
    setLighthouse: (board) => {
      world.lighthouse = board;
    },
    certificate: (order) => world.authority.person(order),
    grant: (grant) => {
      world.grants.add({ ...grant, id: randomUUID() });
    },
    revokeCertificate: (serial) => {
      world.authority.revoke(serial);
    },
  };
}

export { firmSeal, person } from './keys/authority';
export { foreignToken } from './auth/knownTokens';
export { named, type NamedFault } from './faults';
export type { KsefSimulatorOptions } from './options';
