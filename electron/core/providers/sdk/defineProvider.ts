// The manifest of a provider: form, help, verification, identity, limits, abilities. One folder, one registry line.
// Verbs are loaded on first use, so that fourteen providers cost nothing at start.
import type { FieldDescription, FieldValues } from '../../../../shared/forms/fields';
import type { FoundCompany, PasteHint, Tick } from '../../../../shared/contract/connect';
import type { ConnectionAction, SignInAction } from './actions';
import type { ProviderContext, ServiceNotice, WorkContext } from './context';
import type { InvoiceFormat } from '../../formats/format';
import type { FindExpiries } from './expiry';
import type { CheckFile, FetchFile, ListFolder, UploadFile } from './files';
import type { CheckFiscalFile, FetchFiscalMonth, ListFiscalModules, ListFiscalReceipts, ReadReceipt } from './fiscal';
import type { RateWindow } from './http';
import type { ImportPlan, PlanQuestion, Reach } from './plan';
import type { PullPage, Unpacker } from './pages';
import type { SendingAbility } from './sending';
import type { Simulator, SimulatorOptions } from './simulatorKit';
import type { SourceFiles } from './sourceFile';

export type Lazy<T> = () => Promise<T>;

export interface VerifyResult {
  /** Unique per remote account: `5265877635@prod`. A second source with the same one is refused. */
  readonly identity: string;
  readonly suggestedTitle: string;
  readonly company?: FoundCompany;
  /** Settings that verify found out, e.g. the DAV user id: stored with the connection. */
  readonly settings?: FieldValues;
}

/** Ticks as they happen, then the result. Changes nothing lasting at the remote; first tick within a second. */
export type Verify = (ctx: ProviderContext, tick: (tick: Tick) => void) => Promise<VerifyResult>;

export interface PullRequest {
  /** Checkpoints by stream as they were committed. Empty on the first sync. */
  readonly checkpoints: ReadonlyMap<string, string>;
  /** Instant of the start of this run. */
  readonly startedAtMs: number;
  /** The first sync starts here (calendar date), when the user chose one. */
  readonly since?: string;
  /** Which of these natural keys the archive does not hold; for checks that look back. */
  readonly missing?: (keys: readonly string[]) => Promise<readonly string[]>;
  /**
   * Resolves when every page that was yielded so far is committed, rejects when one could not be. For sources that forget a document
   * once it is acknowledged: until then nothing of it may be acknowledged.
   */
  readonly committed?: () => Promise<void>;
  /** Which of these natural keys the archive holds as they came, but could not read. */
  readonly unreadable?: (keys: readonly string[]) => Promise<readonly string[]>;
  /** Only documents of these calendar dates, both ends counted, again and whole. Checkpoints of the ordinary sync do not move. */
  readonly range?: { readonly from: string; readonly to: string };
  /** Natural keys that are stored and not deleted, of these issue dates: what the source no longer lists was deleted there. */
  readonly known?: (order: {
    readonly prefix: string;
    readonly from: string;
    readonly to: string;
  }) => Promise<readonly string[]>;
}
/**
 * Pages in the order of their checkpoints. At most two are in flight. A page's checkpoint may be committed when the page is.
 * Cancelling: the signal aborts, the generator ends with the signal's reason.
 */
export type PullInvoices = (ctx: WorkContext, request: PullRequest) => AsyncIterable<PullPage>;

/**
 * The original under this natural key once more, byte for byte as it was delivered; null: the service no longer has it. Whoever asks
 * holds it against the hash that was stored.
 */
export type FetchOriginal = (ctx: ProviderContext, naturalKey: string) => Promise<Uint8Array | null>;

/** A sign-in as the service lists it. */
export interface RemoteSession {
  readonly reference: string;
  /** Key of the provider's texts or the service's own name for the way of signing in. */
  readonly method: string;
  /** Instant texts. */
  readonly startedAt: string;
  readonly validUntil?: string;
  readonly isCurrent: boolean;
  /** What the service says that our own sign-in holds. Shown and never decided by. */
  readonly holds?:
    | {
        readonly context?: string;
        /** `right.<name>` of the provider's texts, else the service's own name is shown. */
        readonly rights: readonly string[];
        readonly until?: string;
        /** Internet addresses that it is limited to; none: no limit. */
        readonly onlyFrom: readonly string[];
      }
    | undefined;
}

export interface RemoteSessions {
  readonly list: Lazy<(ctx: ProviderContext) => Promise<readonly RemoteSession[]>>;
  readonly end: Lazy<(ctx: ProviderContext, reference: string) => Promise<void>>;
}

export interface ServiceHealth {
  /** Nothing that is happening or coming: an empty list. */
  readonly notices: readonly ServiceNotice[];
  /** Work that nobody waits for is held back until then (milliseconds). */
  readonly holdUntilMs: number | null;
}

export interface ProviderLimits {
  /** At most this many calls at once per connection. */
  readonly parallel: number;
  readonly timeoutMs: number;
  /** Sliding windows per named group; source of the numbers in BEHAVIOR.md. */
  readonly groups: Readonly<Record<string, readonly RateWindow[]>>;
  /** Groups shown to the user as an allowance. */
  readonly shown: readonly string[];
  /** What shares one allowance: default the connection's identity. */
  readonly budgetKey?: (values: FieldValues) => string;
}

/** A paste with its cleaned value, which stays in main when the field is a secret. */
export type RecognisedPaste = PasteHint & { readonly value: string };

export interface ProviderManifest {
  readonly id: string;
  readonly name: string;
  readonly letters: string;
  readonly countries: readonly ('PL' | 'DE' | 'EE' | '*')[];
  readonly fields: readonly FieldDescription[];
  /**
   * Settings that verify finds out and the connection's details show: texts `fact.<id>.label`, and `fact.<id>.none` where the value
   * may be empty.
   */
  readonly facts?: readonly string[];
  readonly guideSteps: number;
  readonly guideUrl?: string;
  readonly verifySteps: readonly string[];
  readonly limits: ProviderLimits;
  /** Hosts that a link of this provider may open without a question. */
  readonly hosts: readonly string[];
  readonly texts: Readonly<Record<'en' | 'pl' | 'de' | 'et', Readonly<Record<string, string>>>>;
  readonly recognise?: (field: string, text: string, values: FieldValues) => RecognisedPaste;
  readonly verify: Lazy<Verify>;
  readonly signIn?: readonly SignInAction[];
  /** What can be started from a connection. */
  readonly actions?: readonly ConnectionAction[];
  /**
   * Ends the session at the service and wipes what is kept of it; before a connection is paused or removed. Asks for no new
   * sign-in; where the service is away only this computer's side is wiped.
   */
  readonly signOut?: Lazy<(ctx: ProviderContext) => Promise<void>>;
  readonly sessions?: RemoteSessions;
  /** When the sign-in ends by itself, as far as it can be read out of what is kept here. Asks nobody. */
  readonly expiries?: Lazy<FindExpiries>;
  /** Asks the service's own notice board, if it has one. Never throws for a board that is away: nothing is known then. */
  readonly health?: Lazy<(ctx: ProviderContext) => Promise<ServiceHealth>>;
  /** Absent function = absent ability: the button is not drawn. */
  readonly invoices?: {
    /** Invoices pass through this service by law: what it holds is the original, and what others hold is compared with it. */
    readonly isRegister?: true;
    /** Nobody is asked for anything: a person brings the files. No sync by itself, no check, no sign-in. */
    readonly isByHand?: true;
    readonly pull: Lazy<PullInvoices>;
    /** What reads the service's own records; found again by its id, also when the archive is built anew. Pure, worker-safe. */
    readonly formats?: Lazy<readonly InvoiceFormat[]>;
    /** Present when a sync can be limited to a range of dates; a longer one is refused before any call. */
    readonly ranges?: { readonly maxDays: number };
    /** Present when the service gives an original by its key. */
    readonly original?: Lazy<FetchOriginal>;
    readonly unpackers?: Readonly<Record<string, Lazy<Unpacker>>>;
    /** The service's own PDF, or the supplier's file, for whoever asks to see one. Absent where asking would change something there. */
    readonly sourceFiles?: Lazy<SourceFiles>;
    /** What a first sync of a long history takes. Pure. */
    readonly plan?: Lazy<(question: PlanQuestion) => ImportPlan>;
    /** What the committed checkpoints promise. Pure. */
    readonly reach?: Lazy<(checkpoints: ReadonlyMap<string, string>) => readonly Reach[]>;
    /** Text of the link that the law wants on the page as a QR code. */
    readonly checkLink?: (facts: {
      readonly sellerTaxId: string;
      readonly issueDate: string;
      readonly sha256Base64Url: string;
      readonly settings: FieldValues;
    }) => string | undefined;
  };
  /** What a till has signed: files that belong to a month and must be kept for an audit. */
  readonly fiscal?: {
    readonly month: Lazy<FetchFiscalMonth>;
    /** Worker-safe. */
    readonly check: Lazy<CheckFiscalFile>;
    readonly modules: Lazy<ListFiscalModules>;
    readonly receipt: Lazy<ReadReceipt>;
    readonly receipts: Lazy<ListFiscalReceipts>;
    /** Whole months for which the service keeps what was signed: a later export no longer has it. */
    readonly keepsMonths: number;
    /** By whose clock a month begins. */
    readonly zone: string;
  };
  /** Gives other companies access to the service, by its actions; brings no invoices itself. */
  readonly managesClients?: true;
  /** Invoices leave for the service; only while the connection's own switch is on. See `sending.ts`. */
  readonly sending?: SendingAbility;
  readonly files?: {
    readonly upload: Lazy<UploadFile>;
    readonly check: Lazy<CheckFile>;
    readonly list: Lazy<ListFolder>;
    readonly fetch: Lazy<FetchFile>;
    /** Files uploaded at the same time over one connection. */
    readonly parallelFiles: number;
    /** Field that names the base folder. */
    readonly baseFolderField: string;
  };
  /** The remote as a fetch handler; for tests on a loopback port and for the demo company in-process. */
  readonly simulator: Lazy<(options: SimulatorOptions) => Simulator>;
  /** Values with which the demo company connects to the simulator. */
  readonly demoValues: Readonly<Record<string, string | number | boolean>>;
  /** What the demo company does with the connection once it is there; each may be done again. */
  readonly demoTasks?: readonly { readonly actionId: string; readonly answers: FieldValues }[];
}

/** Checks a manifest once at start: ids, fields, texts. Throws with the name of what is wrong. */
export function defineProvider(manifest: ProviderManifest): ProviderManifest {
  if (!/^[a-z][a-z0-9_]{1,31}$/.test(manifest.id)) throw new Error(`provider id ${manifest.id}`);
  const seen = new Set<string>();
  for (const field of manifest.fields) {
    if (seen.has(field.id)) throw new Error(`${manifest.id}: field ${field.id} twice`);
    seen.add(field.id);
    const looksSecret = /secret|password|token|key$/i.test(field.id);
    if (looksSecret && field.store !== 'credentials')
      throw new Error(`${manifest.id}: ${field.id} looks secret but is a setting`);
  }
  for (const { id, questions } of manifest.actions ?? []) {
    const doubled = questions.find((question) => seen.has(question.id));
    if (doubled) throw new Error(`${manifest.id}: ${id} asks for the field ${doubled.id}`);
  }
  const toggle = manifest.fields.find(({ id }) => id === manifest.sending?.switchField);
  if (manifest.sending && (toggle?.kind !== 'toggle' || toggle.store !== 'settings' || toggle.defaultValue === true))
    throw new Error(`${manifest.id}: sending needs a toggle of its own that is off`);
  return manifest;
}

export type { RateWindow, SimulatorOptions, Unpacker, WorkContext };
