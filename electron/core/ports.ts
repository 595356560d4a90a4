// Everything the core needs from the outside world. The Electron host implements these; tests produce every fault through them.
import type { Worker } from 'node:worker_threads';

/** Time. `now` in milliseconds since the epoch; `sleep` rejects with the signal's reason when aborted. */
export interface Clock {
  now(): number;
  /** Never goes back, for durations; milliseconds. */
  monotonic(): number;
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
}

export interface Ids {
  /** UUIDv7: sortable by time of creation. */
  uuid(): string;
  random(bytes: number): Uint8Array;
}

/** The OS keychain as Electron's safeStorage offers it. */
export interface SecretBox {
  /** False when there is none or when it is `basic_text` (a constant password). */
  isAvailable(): Promise<boolean>;
  /** Name of the backend, remembered with the wrapped key: `gnome_libsecret`, `keychain`, `dpapi`, `basic_text`, `none`. */
  backend(): Promise<string>;
  seal(plain: string): Promise<Uint8Array>;
  /** Fails when the keychain is locked or another one. */
  open(sealed: Uint8Array): Promise<string>;
}

/** Opens addresses in the system browser; in the demo it follows the page by itself, without a browser. */
export interface Opener {
  open(url: string): Promise<void>;
  /**
   * For pages that need no browser: follows one to the address on this computer where it ends, which is not called. Null: such a
   * page has to be opened.
   */
  follower?(url: string): ((url: string) => Promise<string>) | null;
}

export interface Dialogs {
  /** Path chosen by the user, or null when the dialog was closed. */
  saveFile(options: { readonly suggestedName: string; readonly title: string }): Promise<string | null>;
  /** Folder chosen by the user, or null when the dialog was closed. */
  chooseFolder(options: { readonly title: string }): Promise<string | null>;
  /** Files chosen by the user; empty when the dialog was closed. */
  openFiles(options: {
    readonly title: string;
    readonly kind: string;
    readonly extensions: readonly string[];
  }): Promise<readonly string[]>;
  /** A yes/no question in the user's words; true for the first button. */
  confirm(options: {
    readonly message: string;
    readonly detail: string;
    readonly yes: string;
    readonly no: string;
  }): Promise<boolean>;
  showInFolder(path: string): Promise<void>;
  openFolder(path: string): Promise<void>;
  /** Shows a file with the system's own program for it; false when there is none. */
  openFile(path: string): Promise<boolean>;
}

/** The system's clipboard, written by main alone: what lies there came past no window. */
export interface Clipboard {
  write(text: string): Promise<void>;
  /** Empties it unless something else was copied meanwhile. */
  clear(text: string): Promise<void>;
}

/** Prints what the window shows. `unavailable`: no printer is set up. */
export interface Printer {
  print(): Promise<'printed' | 'cancelled' | 'unavailable'>;
}

/** What the system tells of its sleep and its savings. */
export interface Power {
  /** The computer woke up. Answers the function that ends the subscription. */
  onWake(listener: () => void): () => void;
  /** The user's energy saver is on: what nobody waits for is put off. */
  isSaving(): boolean;
}

/** What the system tells of its network. Where it tells nothing: online, not metered. */
export interface Connectivity {
  isOnline(): boolean;
  isMetered(): boolean;
  /** Also when the energy saver goes on or off. */
  onChange(listener: () => void): () => void;
}

/** Told apart by their outline, not by colour. */
export type TrayShape = 'idle' | 'working' | 'attention' | 'paused' | 'offline';

export const TRAY_ACTIONS = [
  'sync',
  'upload',
  'pause_hour',
  'pause_tomorrow',
  'pause_resumed',
  'resume',
  'open',
  'attention',
  'activity',
  'settings',
  'quit',
] as const;
export type TrayAction = (typeof TRAY_ACTIONS)[number];

export interface TrayView {
  readonly shape: TrayShape;
  /** One line for the pointer and for readers. */
  readonly tooltip: string;
  /** Null: a line between groups. Without an action: only to be read. */
  readonly menu: readonly ({ readonly label: string; readonly action?: TrayAction } | null)[];
}

/** The symbol in the system's panel. Where there is no panel, nothing shows it and nothing fails. */
export interface Tray {
  show(view: TrayView, onChoose: (action: TrayAction) => void): void;
  /** Somebody can see it. */
  isThere(): boolean;
}

/** The window and the life of the app. */
export interface Desktop {
  /** Brings the window to the front, making it when it was closed. */
  openWindow(): void;
  isWindowInFront(): boolean;
  quit(): void;
  autostart: {
    isOn(): Promise<boolean>;
    set(isOn: boolean): Promise<void>;
  };
  /** Shown by the system. Where its service is missing: nowhere. */
  notify(notice: { readonly title: string; readonly body: string }, onClick: () => void): void;
}

export interface TransportRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array | FileSlice;
  /** Milliseconds without a byte in either direction. */
  readonly idleTimeoutMs: number;
  /** Milliseconds from the last byte of a body to the first of the answer, when that may take longer; default `idleTimeoutMs`. */
  readonly answerTimeoutMs?: number;
  /** The answer is the content of a file: taken over node:http(s). */
  readonly isBulk?: boolean;
  /** A certificate, PEM, that this request trusts besides the others. */
  readonly trustedCa?: string;
  /** Nothing is sent where the name leads into this computer or its own network; a proxy looks names up for itself. */
  readonly isPublicOnly?: boolean;
  readonly signal: AbortSignal;
  /** Bytes of the body that left this machine so far. */
  readonly onSent?: (bytes: number) => void;
  /** Asked before each piece of a file: how many of the wanted bytes may leave now. */
  readonly allow?: (wanted: number) => number | Promise<number>;
}

/** A part of a file, sent over node:http(s) with a known length. */
export interface FileSlice {
  readonly path: string;
  readonly start: number;
  /** Exclusive. */
  readonly end: number;
}

export interface TransportAnswer {
  readonly status: number;
  /** Lower-case names; repeated headers joined with ", ". */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: AsyncIterable<Uint8Array>;
}

/**
 * One HTTP exchange without any policy: no redirects followed, no retries, no cookies, no headers but Host, Connection and
 * Content-Length. Throws a NetworkProblem, also while the body is read; after an abort the signal's reason.
 * Whoever stops reading calls the iterator's `return()`, which ends the exchange.
 */
export interface Transport {
  send(request: TransportRequest): Promise<TransportAnswer>;
  /** Closes the sockets to one origin; the next request opens new ones. */
  disconnect?(origin: string): Promise<void>;
  close(): Promise<void>;
}

export type NetworkProblemCode =
  | 'dns'
  | 'refused'
  | 'reset'
  | 'timeout'
  /** Out of date, or not valid yet. */
  | 'tls_expired'
  | 'tls_untrusted'
  | 'tls_name'
  /** No TLS at all, or none that both sides speak. */
  | 'tls'
  | 'offline'
  | 'proxy'
  /** An address of one's own network, where only the public one was asked for. */
  | 'not_public'
  | 'other';

/** What can go wrong before there is a status, or while the body is read. */
export class NetworkProblem extends Error {
  readonly code: NetworkProblemCode;
  /** No byte of the request left this machine: sending it again cannot do anything twice. */
  readonly wasNeverSent: boolean;
  constructor(code: NetworkProblemCode, message: string, options: NetworkProblemOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'NetworkProblem';
    this.code = code;
    this.wasNeverSent = options.wasNeverSent ?? false;
  }
}
export interface NetworkProblemOptions {
  readonly cause?: unknown;
  readonly wasNeverSent?: boolean;
}

export interface Paths {
  /** Root of everything Kontor keeps: 0700. */
  readonly data: string;
  /** Scratch space on the same disk as the archive. */
  readonly spool: string;
  readonly archive: string;
  readonly logs: string;
}

export interface Host {
  readonly clock: Clock;
  readonly ids: Ids;
  readonly secretBox: SecretBox;
  readonly opener: Opener;
  readonly dialogs: Dialogs;
  readonly printer: Printer;
  readonly clipboard: Clipboard;
  readonly transport: Transport;
  readonly power: Power;
  readonly connectivity: Connectivity;
  readonly tray: Tray;
  readonly desktop: Desktop;
  readonly paths: Paths;
  readonly version: string;
  /** As the other computers of an office know it. */
  readonly computerName: string;
  readonly platform: 'linux' | 'darwin' | 'win32';
  readonly isPackaged: boolean;
  readonly electronVersion: string;
  readonly systemLanguage: string;
  /** Only these variables are read: CONFIG_DB_TYPE, CONFIG_DB_URL, CONFIG_ENCRYPTION_KEY, KONTOR_API_TOKEN, KONTOR_API_PORT. */
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Ends Kontor and starts it again, as soon as the call that asked for it has been answered. */
  restart(): void;
  /** Where the log is told as well, line by line, made safe; absent: nowhere but in its files. */
  readonly tellLog?: (line: string) => void;
  /** Starts a worker: the archive's `writer` or `reader`, `paper`, which draws invoices, `fiscal`, which checks files of tills, `keeper`, which looks after the archive. */
  startWorker(entry: 'writer' | 'reader' | 'paper' | 'import' | 'fiscal' | 'keeper', workerData: unknown): Worker;
}
