// What a cloud that one signs in to by OAuth can do, as the common way of uploading, comparing and checking sees it.
import type { FieldValues } from '../../../../../shared/forms/fields';
import type { ProviderContext } from '../context';
import type { DownloadResult, UploadBody } from '../http';
import type { OAuthService } from '../oauth/service';
import type { Calls } from './calls';

/** The hash that the service tells of what it holds, computed here. */
export interface ContentHash {
  update(bytes: Uint8Array): void;
  digest(): string;
}

export interface CloudKind {
  readonly oauth: OAuthService;
  /** Above this a file goes in slices that can be resumed. */
  readonly wholeUpTo: number;
  readonly sliceBytes: number;
  readonly newHash: () => ContentHash;
  /** How names are compared there: `a.zip` and `A.zip` are one file for some. */
  readonly keyOf: (name: string) => string;
  /** The service may change such a file when it arrives. */
  readonly mayRewrite?: (name: string) => boolean;
  readonly longestPath: number;
  /** Bytes that one file may have. */
  readonly longestFile: number;
  readonly open: (ctx: ProviderContext) => Cloud;
}

export interface Account {
  readonly id: string;
  /** As people know it: an address or a name. */
  readonly name: string;
  /** Settings to be kept with the connection. */
  readonly settings?: FieldValues;
}

/** A folder that is there. */
export interface Place {
  readonly id: string;
  readonly segments: readonly string[];
  /** The service says that this account may put nothing there. */
  readonly isReadOnly?: boolean;
}

export interface Entry {
  readonly id: string;
  readonly name: string;
  readonly bytes: number;
  readonly isFolder: boolean;
  /** Null: not told, or not yet. */
  readonly hash: string | null;
  /** Hex, where the service computes it too. */
  readonly sha256?: string;
  /** Another one after each change of the content. */
  readonly tag: string;
  readonly modifiedAtMs?: number;
  /** Of a folder: nothing may be put there. */
  readonly isReadOnly?: boolean;
}

export interface EntryPage {
  readonly entries: readonly Entry[];
  readonly next: string | null;
}

/** What is done with the content of a file as it comes. */
export type Taking =
  { readonly maxBytes: number } | { readonly toPath: string; readonly onProgress: (bytes: number) => void };

/** Where one file goes. */
export interface Aim {
  readonly place: Place;
  readonly name: string;
  /** `/Kontor/2026/10/bundle.zip` */
  readonly path: string;
  readonly bytes: number;
  readonly mediaType: string;
  readonly modifiedAtMs: number;
  /** Taken beforehand and kept over a restart: nothing can be made twice under it. */
  readonly key: string;
}

/** `taken`: something else lies there under this name. */
export type Stored = Entry | 'taken';

export type Progress =
  | { readonly at: number }
  | { readonly stored: Entry }
  /** The service has forgotten the session. */
  | 'gone'
  | 'taken';

export interface Sessions {
  /** What finds the session again. Nothing of the file has been sent. */
  open(aim: Aim): Promise<string>;
  /** What the service holds of it now. */
  progress(handle: string, aim: Aim): Promise<Progress>;
  send(handle: string, aim: Aim, slice: UploadBody, onProgress: (sent: number) => void): Promise<Progress>;
  /** Where the last byte alone does not make the file. */
  finish?(handle: string, aim: Aim): Promise<Progress>;
  drop?(handle: string): Promise<void>;
}

export interface Cloud {
  /** Without the sign-in: throws unless the service itself answers. */
  reach(): Promise<void>;
  account(): Promise<Account>;
  /** Bytes; null: the service does not tell; Infinity: no limit. */
  freeBytes(): Promise<number | null>;
  /** The start of all paths. */
  root(): Promise<Place>;
  folder(parent: Place, name: string): Promise<Place | null>;
  /** Fine when it is there already. */
  makeFolder(parent: Place, name: string): Promise<Place>;
  /** A new key for an aim, where the service gives them out. */
  newKey?(): Promise<string>;
  /** What lies there under this name, several where names need not be unique. `key`: of an aim that may have come through. */
  entries(place: Place, name: string, key: string | null): Promise<readonly Entry[]>;
  /** The file of this id, wherever it lies by now. Null: gone, or in the bin. */
  find(id: string): Promise<{ readonly entry: Entry; readonly path: string } | null>;
  /** What lies in a folder, page by page. */
  page(place: Place, from: string | null): Promise<EntryPage>;
  /** One request with everything. */
  put(aim: Aim, content: Uint8Array): Promise<Stored>;
  readonly sessions: Sessions;
  /** What the content of a file is, looked at or written to the disk. Null: it is gone. */
  readBack(entry: Entry, taking: Taking): Promise<DownloadResult | null>;
  /** Only this very content of it. Gone already is fine. */
  remove(entry: Entry): Promise<void>;
  readonly calls: Calls;
}
