// Everything that the simulated service remembers.
import type { Fault } from '../../sdk/simulatorKit';
import type { ApiKey, CompleteOptions } from './options';
import { KEYS } from './options';
import type { Operation, Signer } from './signer';

export type TssState = 'CREATED' | 'UNINITIALIZED' | 'INITIALIZED' | 'DISABLED' | 'DEFECTIVE' | 'DELETED' | 'EVICTED';
export type Env = ApiKey['env'];
export type Metadata = Record<string, string>;

export interface LogEntry {
  readonly counter: number;
  readonly seconds: number;
  readonly name: string;
  readonly file: Buffer;
  readonly transaction: number | null;
  readonly clientId: string | null;
}

export interface Register {
  readonly id: string;
  readonly serial: string;
  state: 'REGISTERED' | 'DEREGISTERED';
  metadata: Metadata;
  readonly createdAt: number;
  updatedAt: number;
}

export interface Revision {
  readonly revision: number;
  readonly state: 'ACTIVE' | 'FINISHED' | 'CANCELLED';
  readonly clientId: string;
  /** The body, to tell a repetition from something else. */
  readonly asked: string;
  readonly operation: Operation;
  readonly schema: object | null;
  readonly processType: string;
  readonly processData: string;
  readonly seconds: number;
  readonly counter: number;
  readonly signature: Buffer;
}

export interface Transaction {
  readonly id: string;
  readonly number: number;
  readonly startedAt: number;
  readonly revisions: Revision[];
  metadata: Metadata;
}

export interface ExportJob {
  readonly id: string;
  readonly filters: string;
  readonly requestedAt: number;
  readonly logs: readonly LogEntry[];
  /** Set when it ends before its time. */
  outcome: 'CANCELLED' | null;
  exception: string | null;
  isStuck: boolean;
  file: Buffer | null;
  metadata: Metadata;
  readonly polls: number[];
}

/** A day's closing of a till, and an export of several of them. */
export interface Closing {
  readonly id: string;
  readonly organization: string;
  readonly env: Env;
  readonly businessDate: string;
  readonly transactions: number;
}
export interface ClosingsExport {
  readonly id: string;
  readonly requestedAt: number;
  readonly closings: readonly Closing[];
  readonly isBroken: boolean;
  file: Buffer | null;
}

export interface Tss {
  readonly id: string;
  readonly organization: string;
  readonly env: Env;
  readonly puk: string;
  readonly createdAt: number;
  state: TssState;
  description: string;
  metadata: Metadata;
  signer: Signer | null;
  pin: string | null;
  wrongPins: number;
  isAdmin: boolean;
  counter: number;
  times: Record<string, number>;
  readonly clients: Map<string, Register>;
  readonly transactions: Map<string, Transaction>;
  readonly exports: Map<string, ExportJob>;
  readonly logs: LogEntry[];
}

export interface Token {
  readonly key: ApiKey;
  readonly where: 'middleware' | 'backend' | 'management' | 'dsfinvk';
  readonly endsAt: number;
}

export class World {
  readonly options: CompleteOptions;
  readonly keys = new Map<string, ApiKey>(Object.values(KEYS).map((key) => [key.key, key]));
  readonly access = new Map<string, Token>();
  readonly refresh = new Map<string, Token>();
  readonly tss = new Map<string, Tss>();
  readonly closings: Closing[] = [];
  readonly closingsExports = new Map<string, ClosingsExport>();
  #counter = 0;

  constructor(options: CompleteOptions) {
    this.options = options;
  }

  seconds(): number {
    return Math.floor(this.options.now() / 1000);
  }

  unique(prefix: string): string {
    this.#counter += 1;
    return `${prefix}.${String(this.options.seed)}.${String(this.#counter).padStart(8, '0')}`;
  }

  /** Client ids are unique in the whole system. */
  ownerOf(clientId: string): Tss | undefined {
    return [...this.tss.values()].find((tss) => tss.clients.has(clientId));
  }
}

export interface Call {
  readonly world: World;
  readonly request: Request;
  readonly method: string;
  readonly url: URL;
  /** Below the base, without it. */
  readonly path: string;
  readonly where: Token['where'];
  readonly body: Buffer;
  readonly fault: Fault | null;
}

export interface SignedInCall extends Call {
  readonly key: ApiKey;
  /** Placeholders of the route. */
  readonly params: Readonly<Record<string, string>>;
}

export function isNamed(call: Call, name: string): boolean {
  return call.fault?.kind.type === 'named' && call.fault.kind.name === name;
}
