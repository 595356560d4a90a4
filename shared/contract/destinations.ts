// What lies at a destination, seen from here: its folders, a file brought back, and a bundle tried on.
import { z } from 'zod';
import { ConnectionId, Instant, RunId } from '../domain/ids';
import { command, query } from './define';

/** A name as it was listed: one step of a path, and no way out of the base folder. */
const Name = z
  .string()
  .min(1)
  .max(1024)
  .refine((name) => name !== '.' && name !== '..' && !/[/\0]/.test(name));

/** Below the base folder of the connection. */
const Folders = z.array(Name).max(40);

/** One file at a destination, as it was listed. */
export const RemoteFile = z.strictObject({
  folders: Folders,
  fileName: Name,
  /** Tells files of one name apart. */
  remoteId: z.string().max(500).optional(),
});
export type RemoteFile = z.infer<typeof RemoteFile>;

export const RemoteEntry = z.strictObject({
  name: z.string(),
  isFolder: z.boolean(),
  bytes: z.number(),
  modifiedAt: Instant.optional(),
  remoteId: z.string().optional(),
  /** A receipt of the archive names this very path. */
  hasReceipt: z.boolean(),
});
export type RemoteEntry = z.infer<typeof RemoteEntry>;

/** What a tried bundle holds, every file of it compared with its list. */
export const Restored = z.strictObject({
  company: z.string(),
  month: z.string(),
  revision: z.int(),
  files: z.int(),
  bytes: z.number(),
  /** Byte for byte the bundle in the archive. */
  isSameAsHere: z.boolean(),
});
export type Restored = z.infer<typeof Restored>;

const At = RemoteFile.extend({ connectionId: ConnectionId });

export const destinations = {
  /** One page of a folder. Asks the service each time. */
  list: query(
    z.strictObject({ connectionId: ConnectionId, folders: Folders, from: z.string().max(8192).optional() }),
    z.strictObject({
      /** False: there is no such folder. */
      isThere: z.boolean(),
      /** Where it lies, as the user knows it. */
      path: z.string(),
      entries: z.array(RemoteEntry),
      next: z.string().optional(),
    }),
  ),
  /** Main asks where to. Without a run when the dialog was closed. */
  fetch: command(At, z.strictObject({ runId: RunId.optional() })),
  /** Brings a bundle here, compares it with its own list and lets it go again. */
  tryRestore: command(At, z.strictObject({ runId: RunId })),
  /** Shows what a run has brought here in the system's file manager. */
  reveal: command(z.strictObject({ runId: RunId }), z.void()),
};
