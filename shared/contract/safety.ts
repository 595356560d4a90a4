// Whether everything is still there and as it was, and the copy for the day when it is not.
import { z } from 'zod';
import { CompanyId, ConnectionId, Instant, Month } from '../domain/ids';
import { BackupRule } from '../domain/schedule/rule';
import { AppError } from '../errors';
import { command, event, query } from './define';
import { RemovalProof, RemovalView } from './removals';

/** What is under way: one piece at a time. */
export const SafetyWork = z.enum(['check', 'mend', 'backup', 'rehearsal', 'restore', 'audit', 'removal']);
export type SafetyWork = z.infer<typeof SafetyWork>;

export const SafetyProgress = z.strictObject({
  work: SafetyWork,
  /** Bytes. */
  done: z.int(),
  total: z.int().nullable(),
});
export type SafetyProgress = z.infer<typeof SafetyProgress>;

export const CompanyProofView = z.strictObject({
  companyId: CompanyId,
  name: z.string(),
  originals: z.int(),
  /** Bundles, reports, sent invoices, exports of tills. */
  files: z.int(),
  bytes: z.int(),
  /** Each names its file. */
  damages: z.array(AppError),
  /** What is damaged is whole again by what is left of it, or has sources that can be asked again. */
  canFetch: z.boolean(),
});
export type CompanyProofView = z.infer<typeof CompanyProofView>;

export const IntegrityView = z.strictObject({
  running: SafetyProgress.optional(),
  /** The last look through everything, and when the next one begins by itself. */
  checkedAt: Instant.optional(),
  nextAt: Instant.optional(),
  companies: z.array(CompanyProofView),
  /** Why the last one ended early. */
  problem: AppError.optional(),
});
export type IntegrityView = z.infer<typeof IntegrityView>;

/** A destination, and what of the last backup lies there. */
export const BackupPlaceView = z.strictObject({
  connectionId: ConnectionId,
  title: z.string(),
  /** Name of the company whose connection it is. */
  company: z.string(),
  isChosen: z.boolean(),
  states: z.int(),
  sentAt: Instant.optional(),
  /** Of the newest state. */
  path: z.string().optional(),
});
export type BackupPlaceView = z.infer<typeof BackupPlaceView>;

export const BackupView = z.strictObject({
  running: SafetyProgress.optional(),
  problem: AppError.optional(),
  last: z
    .strictObject({
      file: z.string(),
      at: Instant,
      bytes: z.int(),
      /** What the last one added. */
      newBytes: z.int(),
      states: z.int(),
      /** Files of the archive that were not there. */
      missing: z.int(),
      /** No keychain keeps the key: the passphrase is needed each time. */
      asksPassphrase: z.boolean(),
      /** When it was last restored for a test, every hash compared. */
      provedAt: Instant.optional(),
    })
    .optional(),
  /** One that is made by itself, into the file of the last one. */
  plan: z
    .strictObject({
      rule: BackupRule,
      zone: z.string(),
      nextAt: Instant,
      /** It was due then, and was not made. */
      missedAt: Instant.optional(),
      /** Why only a person can make it. */
      problem: AppError.optional(),
    })
    .optional(),
  /** Where it may go as well; none without a backup. */
  places: z.array(BackupPlaceView).optional(),
  /** There is nothing here that a restore would replace. */
  canRestore: z.boolean(),
});
export type BackupView = z.infer<typeof BackupView>;

export const AuditView = z.strictObject({
  running: SafetyProgress.optional(),
  /** Why the last one was not written. */
  problem: AppError.optional(),
  last: z
    .strictObject({
      companyId: CompanyId,
      /** Its name then. */
      company: z.string(),
      from: Month,
      to: Month,
      at: Instant,
      folder: z.string(),
      /** SHA-256 of its list: the page in the folder shows the same one. */
      fingerprint: z.string(),
      originals: z.int(),
      /** Bundles, reports, sent invoices and their receipts, exports of tills. */
      files: z.int(),
      bytes: z.int(),
      /** Files of the archive that could not be given as they were stored. */
      lost: z.int(),
    })
    .optional(),
});
export type AuditView = z.infer<typeof AuditView>;

const Months = z
  .strictObject({ companyId: CompanyId, from: Month, to: Month })
  .refine(({ from, to }) => from <= to, { path: ['to'] });

/** False: the dialog was closed. */
const Chosen = z.strictObject({ isDone: z.boolean() });
const Passphrase = z.string().min(1).max(1024);

export const safety = {
  backup: query(z.void(), BackupView),
  /**
   * Answers when it is written; `isDone` false: no place was chosen. `isNew`: another file, whose place is asked for and whose
   * passphrase is chosen; else one more state in the file of the last backup.
   */
  backUp: command(z.strictObject({ passphrase: Passphrase.optional(), isNew: z.boolean() }), Chosen),
  /** By itself from now on, where there is a backup; null: no longer. */
  planBackups: command(z.strictObject({ rule: BackupRule.nullable() }), z.void()),
  /** Each further state goes to these destinations, and what they lack now. Nothing that lies there is replaced or deleted. */
  sendBackups: command(z.strictObject({ connectionIds: z.array(ConnectionId) }), z.void()),
  /** Restores the last backup beside everything, compares every hash and leaves nothing of it. */
  rehearse: command(z.strictObject({ passphrase: Passphrase }), z.void()),
  /** Into an empty profile; the file is asked for. Kontor starts again when this has answered. */
  restore: command(z.strictObject({ passphrase: Passphrase }), Chosen),
  audit: query(z.void(), AuditView),
  /** Answers when it is written, in a new folder at a place that is asked for; `isDone` false: none was chosen. */
  writeAudit: command(Months, Chosen),
  /** Opens the last one that was written. */
  showAudit: command(z.void(), z.void()),
  /** What would go with it. */
  removal: query(z.strictObject({ companyId: CompanyId }), RemovalView),
  /** For good; `name` as it is called, `isDone` false: no place was chosen for the proof. `isSaved` false: the place did not take it. */
  removeCompany: command(
    z.strictObject({ companyId: CompanyId, name: z.string().max(200) }),
    z.strictObject({ isDone: z.boolean(), isSaved: z.boolean() }),
  ),
  /** Of the companies that were removed, newest first. */
  removals: query(z.void(), z.array(RemovalProof)),
  saveRemoval: command(z.strictObject({ companyId: CompanyId }), z.strictObject({ savedTo: z.string().optional() })),
  integrity: query(z.void(), IntegrityView),
  /** Begins; its end is told by `changed`. */
  check: command(z.void(), z.void()),
  /** What is under way ends at its next step; nothing is half done. */
  cancel: command(z.void(), z.void()),
  /**
   * Damaged files out of the last backup, or out of one that is asked for (`isOther`). What is not exactly as the chain says replaces
   * nothing. `isDone` false: no file was chosen.
   */
  putBack: command(
    z.strictObject({ companyId: CompanyId, passphrase: Passphrase.optional(), isOther: z.boolean() }),
    Chosen,
  ),
  /**
   * Asks the sources for the originals that are damaged: each takes its place only with the hash that the chain names. Where a source
   * gives none by its number, or another one, it is asked for the dates again, and what it gives is stored beside.
   */
  fetchAgain: command(z.strictObject({ companyId: CompanyId }), z.void()),
  changed: event(z.void()),
  progress: event(SafetyProgress),
};
