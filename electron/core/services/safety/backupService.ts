// Backups as Settings and the first screen ask for them: one file that grows by what is new, proved when somebody wants it proved, and
// restored into a profile that has nothing to lose.
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { BackupView, SafetyWork } from '../../../../shared/contract/safety';
import { type AppError, Failure, isFailure, toAppError } from '../../../../shared/errors';
import { configText } from '../../backup/configRows';
import type { BackupDone } from '../../backup/makeBackup';
import type { BackupAccess } from '../../backup/openBackup';
import type { Unpacked } from '../../backup/unpackBackup';
import type { ArchiveReader, ArchiveWriter } from '../../archive/types';
import type { ConfigDatabase } from '../../db/openDatabase';
import type { Host } from '../../ports';
import type { Texts } from '../../texts';
import { instantOf } from '../../time';
import type { FernetKey } from '../../vault/fernet';
import type { VaultService } from '../vaultService';
import { isEmpty, refuseFilled, restoreFile, type RestoreParts } from './restoreFile';
import type { LastBackup } from './sentBackups';
import { readNote } from '../../notes';

const [SCOPE, NAME] = ['core', 'backup'];
/** Of what is done one at a time. */
const OURS: ReadonlySet<SafetyWork> = new Set(['backup', 'rehearsal', 'restore']);
export const SHORTEST = 10;

const Kept = z.object({
  id: z.string(),
  file: z.string(),
  at: z.string(),
  bytes: z.int(),
  newBytes: z.int(),
  states: z.int(),
  files: z.int(),
  missing: z.int(),
  /** Sealed by the keychain; without one the passphrase is asked for each time. */
  key: z.string().optional(),
  provedAt: z.string().optional(),
});
type Kept = z.infer<typeof Kept>;

export type BackupFacts = Omit<BackupDone, 'key'>;

export interface BackupService {
  view(): Promise<BackupView>;
  /** False: no place was chosen. Throws a Failure: safety.busy, backup.passphrase_short, those of `makeBackup`. */
  backUp(order: { passphrase?: string | undefined; isNew: boolean }, trigger?: 'user' | 'schedule'): Promise<boolean>;
  rehearse(passphrase: string): Promise<void>;
  /** The newest state, as it is known here; null: there is none. */
  last(): Promise<(LastBackup & { readonly at: string }) | null>;
  /** The keychain gives the key: one more state asks nothing. */
  opensByItself(): Promise<boolean>;
  /** What opens the last backup, or one that is chosen now; null: none was chosen. */
  access(order: {
    passphrase?: string | undefined;
    isOther: boolean;
  }): Promise<(BackupAccess & { file: string }) | null>;
  /** False: no file was chosen. Kontor starts again when it is done. */
  restore(passphrase: string): Promise<boolean>;
  /** Whether a passphrase is needed for one more state in this file. */
  asksFor(file: string): Promise<boolean>;
  /** From a command line: a new file, or one more state in the one that is there; never in the place of something else. */
  backUpTo(file: string, passphrase: string | undefined): Promise<BackupFacts>;
  /** From a command line: the next start takes it. */
  restoreFrom(file: string, passphrase: string): Promise<void>;
}

export interface BackupParts extends RestoreParts {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  readonly db: ConfigDatabase;
  readonly vault: VaultService;
  readonly texts: Texts;
  /** A state is whole: it may go on its way. */
  readonly onMade: (trigger: 'user' | 'schedule') => Promise<void>;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function backupService(parts: BackupParts): BackupService {
  const { host, turn, writer } = parts;
  let problem: AppError | null = null;

  const load = (): Promise<Kept | null> => readNote(writer, SCOPE, NAME, Kept);
  const save = (kept: Kept): Promise<void> => writer.notePut(SCOPE, NAME, JSON.stringify(kept));

  const told = async <T>(work: () => Promise<T>): Promise<T> => {
    problem = null;
    try {
      return await work();
    } catch (error) {
      // A passphrase is put right in its field; whoever cancels knows it.
      const isToldThere = isFailure(error) && (error.spec.fieldErrors !== undefined || error.spec.kind === 'cancelled');
      if (!isToldThere) {
        parts.logFailure('backup', error);
        problem = toAppError(error, '');
      }
      throw error;
    }
  };

  const place = async (): Promise<string | null> => {
    const t = await parts.texts();
    const day = instantOf(host.clock.now()).slice(0, 10);
    return host.dialogs.saveFile({ suggestedName: `kontor-${day}.kontor-backup`, title: t('save_backup') });
  };

  const make = async ({ file, isNew, before, passphrase, isKept }: MakeOrder): Promise<BackupFacts> => {
    // Without its key the sign-ins in it could never be opened.
    if (parts.vault.view().state === 'locked') throw new Failure({ kind: 'unavailable', key: 'vault.locked' });
    const kept = before?.key === undefined ? null : await openKey(host, before.key);
    const at = instantOf(host.clock.now());
    const config = await configText(parts.db, () => ownKeys(parts.vault));
    const done: BackupDone = await turn.run('backup', (keeper, onProgress, signal) =>
      keeper.backUp(
        {
          archive: host.paths.archive,
          file,
          isNew,
          id: before?.id ?? host.ids.uuid(),
          passphrase,
          ...(kept === null ? {} : { key: kept }),
          config,
          spool: host.paths.spool,
          memory: join(host.paths.data, 'backup-memory.json'),
          at,
          version: host.version,
        },
        onProgress,
        signal,
      ),
    );
    const { key: plain, ...facts } = done;
    // A keychain that is locked for a while has not forgotten what it sealed.
    const key = (await sealKey(host, plain)) ?? before?.key;
    if (isKept) await save({ ...facts, file, at, ...(key === undefined ? {} : { key }) });
    return facts;
  };

  const scratch = (): string => join(host.paths.spool, 'rehearsal');
  const clearScratch = (): void => rmSync(scratch(), { recursive: true, force: true });

  return {
    view: async () => {
      const [kept, running] = [await load(), turn.running()];
      const isOurs = running !== null && OURS.has(running.work);
      return {
        canRestore: await isEmpty(parts),
        ...(isOurs ? { running } : {}),
        ...(problem ? { problem } : {}),
        ...(kept
          ? {
              last: {
                file: kept.file,
                at: kept.at,
                bytes: kept.bytes,
                newBytes: kept.newBytes,
                states: kept.states,
                missing: kept.missing,
                asksPassphrase: kept.key === undefined,
                ...(kept.provedAt === undefined ? {} : { provedAt: kept.provedAt }),
              },
            }
          : {}),
      };
    },
    backUp: ({ passphrase, isNew }, trigger = 'user') =>
      told(async () => {
        const kept = isNew ? null : await load();
        if (kept === null && (passphrase ?? '').length < SHORTEST) throw tooShort();
        const file = kept?.file ?? (await place());
        if (file === null) return false;
        await make({ file, isNew: kept === null, before: kept, passphrase, isKept: true });
        await parts.onMade(trigger);
        return true;
      }),
    last: async () => load(),
    opensByItself: async () => {
      const key = (await load())?.key;
      return key !== undefined && (await openKey(host, key)) !== null;
    },
    access: async ({ passphrase, isOther }) => {
      const kept = isOther ? null : await load();
      if (kept === null) {
        const file = await chooseBackup(parts);
        return file === null ? null : { file, passphrase };
      }
      const key = kept.key === undefined ? null : await openKey(host, kept.key);
      return { file: kept.file, passphrase, ...(key === null ? {} : { key, id: kept.id }) };
    },
    rehearse: (passphrase) =>
      told(async () => {
        const kept = await load();
        if (kept === null) throw new Failure({ kind: 'user_input', key: 'backup.none' });
        const found = await turn.run('rehearsal', async (keeper, onProgress, signal) => {
          // Not before its turn: the folder may be of a test that is under way.
          clearScratch();
          try {
            return await keeper.unpack({ file: kept.file, into: scratch(), passphrase }, onProgress, signal);
          } finally {
            clearScratch();
          }
        });
        refuseDamaged(found);
        await save({ ...kept, provedAt: instantOf(host.clock.now()) });
      }),
    restore: (passphrase) =>
      told(async () => {
        await refuseFilled(parts);
        const file = await chooseBackup(parts);
        if (file === null) return false;
        await restoreFile(parts, file, passphrase);
        host.restart();
        return true;
      }),
    asksFor: async (file) => {
      const kept = await load();
      const isOpen = kept?.file === file && existsSync(file) && kept.key !== undefined;
      return !isOpen || (await openKey(host, kept.key ?? '')) === null;
    },
    backUpTo: (file, passphrase) =>
      told(async () => {
        const [kept, isNew] = [await load(), !existsSync(file)];
        if (isNew && (passphrase ?? '').length < SHORTEST) throw tooShort();
        const isLast = kept?.file === file;
        // Another file is a copy beside the one that Settings go on with.
        const isKept = isLast || kept === null;
        const facts = await make({ file, isNew, before: isLast ? kept : null, passphrase, isKept });
        if (isKept) await parts.onMade('user');
        return facts;
      }),
    restoreFrom: (file, passphrase) =>
      told(async () => {
        await refuseFilled(parts);
        await restoreFile(parts, file, passphrase);
      }),
  };
}

/** None where an administrator gives them. */
async function ownKeys(vault: VaultService): Promise<readonly FernetKey[]> {
  // Another PC may have changed the key: a backup with the keys of yesterday would open nothing.
  await vault.lookAgain();
  const { protectedBy, state } = vault.view();
  return protectedBy !== 'environment' && state === 'open' ? vault.ring.keys() : [];
}

interface MakeOrder {
  readonly file: string;
  readonly isNew: boolean;
  /** Whose key the keychain may have. */
  readonly before: Kept | null;
  readonly passphrase: string | undefined;
  /** It is the one that Settings go on with. */
  readonly isKept: boolean;
}

const tooShort = (): Failure => {
  const key = 'backup.passphrase_short';
  return new Failure({ kind: 'user_input', key, params: { count: SHORTEST }, fieldErrors: { passphrase: key } });
};

function refuseDamaged({ proofs, missing }: Unpacked): void {
  const damages = proofs.flatMap((proof) => proof.damages);
  const [first] = damages;
  if (first === undefined && missing.length === 0) return;
  const file = first?.file ?? missing[0] ?? '';
  throw new Failure({ kind: 'rejected', key: 'backup.was_damaged', params: { file, count: damages.length } });
}

async function chooseBackup({ host, texts }: BackupParts): Promise<string | null> {
  const t = await texts();
  const title = t('open_backup');
  const [file] = await host.dialogs.openFiles({ title, kind: t('backup_file'), extensions: ['kontor-backup'] });
  return file ?? null;
}

async function sealKey({ secretBox }: Host, key: string): Promise<string | null> {
  const backend = await secretBox.backend().catch(() => 'none');
  const isUsable = backend !== 'basic_text' && (await secretBox.isAvailable().catch(() => false));
  if (!isUsable) return null;
  return Buffer.from(await secretBox.seal(key)).toString('base64');
}

async function openKey({ secretBox }: Host, sealed: string): Promise<string | null> {
  try {
    return await secretBox.open(Buffer.from(sealed, 'base64'));
  } catch {
    return null;
  }
}
