// name -> schema -> handler -> Outcome. The only door into the core; whatever comes in is parsed, whatever fails is explained.
import type { Call, Contract, HandlersOf } from '../../shared/contract/define';
import { contract, type KontorCall, type KontorContract } from '../../shared/contract/index';
import type { Outcome } from '../../shared/errors';
import type { TellProblem } from './log/tellProblem';
import type { Ids } from './ports';

/** Payloads beyond this are refused before they are parsed. */
const MAX_PAYLOAD_CHARS = 1_000_000;

export type AllHandlers = { readonly [T in keyof KontorContract]: HandlersOf<KontorContract[T], CallContext> };
export interface CallContext {
  readonly supportId: string;
}

export interface DispatchLog {
  readonly tell: TellProblem;
  call(name: string, ms: number, supportId: string): void;
  failed(name: string, supportId: string, error: unknown): void;
}

export type Dispatch = (name: string, payload: unknown) => Promise<Outcome<unknown>>;

/** Without a window keys are opened before the start, and changed instead of one. */
const KEYS: readonly KontorCall[] = ['app.choosePassphrase', 'app.unlockVault', 'app.rotateKey'];
const AT_ONCE: ReadonlySet<string> = new Set(KEYS);

/** `recovered`: commands wait for it. */
export function dispatcher(
  handlers: AllHandlers,
  log: DispatchLog,
  ids: Ids,
  monotonic: () => number,
  recovered: Promise<void>,
): Dispatch {
  return async (name, payload) => {
    const supportId = ids.uuid().slice(-12);
    const call = findCall(name);
    const handler = findHandler(handlers, name);
    if (call === null || handler === null) return refuse('error.unknown_call', supportId);
    if (!isSmallJson(payload)) return refuse('error.payload_too_large', supportId);
    const input = call.input.safeParse(payload);
    if (!input.success) {
      log.failed(
        name,
        supportId,
        new Error(`payload refused: ${input.error.issues.map((i) => i.path.join('.')).join(', ')}`),
      );
      return refuse('error.bad_payload', supportId);
    }
    if (call.type === 'command' && !AT_ONCE.has(name)) await recovered;
    const started = monotonic();
    try {
      const value = await handler(input.data, { supportId });
      log.call(name, Math.round(monotonic() - started), supportId);
      return { ok: true, value };
    } catch (error) {
      log.failed(name, supportId, error);
      return { ok: false, error: log.tell(error, supportId) };
    }
  };
}

/** False also for what is no JSON at all (BigInt, cycles): a structured clone can carry more than the contract allows. */
function isSmallJson(payload: unknown): boolean {
  try {
    return JSON.stringify(payload ?? null).length <= MAX_PAYLOAD_CHARS;
  } catch {
    return false;
  }
}

function refuse(key: string, supportId: string): Outcome<never> {
  return { ok: false, error: { kind: 'bug', key, params: {}, supportId } };
}

function findCall(name: string): Call | null {
  const [topic, entryName] = split(name);
  const group = Object.hasOwn(contract, topic) ? (contract as Contract)[topic] : undefined;
  const entry = group !== undefined && Object.hasOwn(group, entryName) ? group[entryName] : undefined;
  return entry !== undefined && entry.type !== 'event' ? entry : null;
}

type AnyHandler = (input: unknown, context: CallContext) => Promise<unknown>;
function findHandler(handlers: AllHandlers, name: string): AnyHandler | null {
  const [topic, entryName] = split(name);
  const group = (handlers as Record<string, Record<string, AnyHandler>>)[topic];
  return group?.[entryName] ?? null;
}

function split(name: string): [string, string] {
  const dot = name.indexOf('.');
  return [name.slice(0, dot), name.slice(dot + 1)];
}
