// What a backup says about itself: in clear how its key is wrapped, sealed what it holds.
import { z } from 'zod';
import { PassphraseWrap } from '../vault/passphraseWrap';

const Hex = z.string().regex(/^[0-9a-f]{64}$/);

export const README_ENTRY = 'README.txt';
export const KEY_ENTRY = 'key.json';
export const dataEntry = (n: number): string => `${String(n).padStart(6, '0')}-data.bin`;
export const listEntry = (n: number): string => `${String(n).padStart(6, '0')}-list.bin`;

export const KeyEntry = z.object({
  format: z.literal('kontor-backup'),
  v: z.literal(1),
  /** Tells this backup from every other one. */
  id: z.uuid(),
  wrap: PassphraseWrap,
  /** SHA-256 of the readme and of the wrap: a damaged file is told from a wrong passphrase. */
  readme: Hex,
  check: Hex,
});
export type KeyEntry = z.infer<typeof KeyEntry>;

/** Where bytes of a file lie: in the data of one state, from this byte of its plain text on. */
const Part = z.object({ n: z.int().min(1), offset: z.int().min(0), bytes: z.int().min(0) });

export const BackupFile = z.object({
  /** With '/': `archive/<company>/segments/00000001.zip`, `config.json`. */
  path: z.string().min(1).max(1024),
  bytes: z.int().min(0),
  sha256: Hex,
  parts: z.array(Part),
});
export type BackupFile = z.infer<typeof BackupFile>;

export const BackupList = z.object({
  v: z.literal(1),
  n: z.int().min(1),
  /** SHA-256 of the list before it: states follow each other. */
  previous: z.union([Hex, z.literal('')]),
  at: z.string(),
  version: z.string(),
  /** How far the chain of every company went in this moment. */
  companies: z.array(
    z.object({ companyId: z.string(), seq: z.int(), head: z.string(), recordsBytes: z.int(), name: z.string() }),
  ),
  files: z.array(BackupFile),
  /** Named by the archive and not there when this was made. */
  missing: z.array(z.string()),
});
export type BackupList = z.infer<typeof BackupList>;

/** Binds each stream to its place: streams of another backup, another state or another kind do not open there. */
export const aboutStream = (id: string, n: number, kind: 'data' | 'list'): string =>
  `kontor-backup v1 ${id} ${kind} ${String(n)}`;

export const README = `This is a backup made by Kontor. It is a tar file: "tar -xf" gives its parts.

  key.json          the key, wrapped by the passphrase: scrypt (n, r, p, salt as they stand there) over the passphrase
                    in NFKC gives a Fernet key, which opens "sealed"; what comes out is the key as URL-safe base64.
  000001-data.bin   files that were new in the first state, sealed; opened it is a tar file again.
  000001-list.bin   what the first state consists of, sealed; opened it is JSON: every file, its size, its SHA-256 and
                    where its bytes lie (n: of which data, offset and bytes in the opened data).
  000002-...        the next state; its data hold only what was new.

Sealed with AES256-GCM-HKDF in segments of 1 MiB, SHA-256, derived key of 32 bytes, as Google's Tink defines it. The associated
data are "kontor-backup v1 <id> data 1" and "kontor-backup v1 <id> list 1", with the id of key.json and the number of the state.

Kontor restores it on its first screen.
`;
