// The folder for an auditor as the reports ask for it; what came of the last one stays told.
import { z } from 'zod';
import type { AuditView } from '../../../../shared/contract/safety';
import { CompanyId, Month } from '../../../../shared/domain/ids';
import { type AppError, Failure, isFailure, toAppError } from '../../../../shared/errors';
import { folderName } from '../../audit/names';
import type { ArchiveWriter } from '../../archive/types';
import type { CompanyRepo } from '../../db/repositories/company.repo';
import type { ConnectionRepo } from '../../db/repositories/connection.repo';
import type { Host } from '../../ports';
import type { Texts } from '../../texts';
import { instantOf } from '../../time';
import type { SettingsService } from '../settingsService';
import type { SafetyTurn } from './oneAtATime';
import { readNote } from '../../notes';

const [SCOPE, NAME] = ['core', 'audit'];

const Kept = z.object({
  companyId: CompanyId,
  company: z.string(),
  from: Month,
  to: Month,
  at: z.string(),
  folder: z.string(),
  fingerprint: z.string(),
  originals: z.int(),
  files: z.int(),
  bytes: z.int(),
  lost: z.int(),
});
type Kept = z.infer<typeof Kept>;

export interface AuditService {
  view(): Promise<AuditView>;
  /** False: no place was chosen. Throws a Failure: safety.busy, error.company_gone, those of `makeAudit`. */
  write(order: { companyId: CompanyId; from: string; to: string }): Promise<boolean>;
  show(): Promise<void>;
  /** Of a company that goes. */
  forget(companyId: CompanyId): Promise<void>;
}

export interface AuditParts {
  readonly host: Pick<Host, 'clock' | 'paths' | 'dialogs' | 'version'>;
  readonly turn: SafetyTurn;
  readonly writer: ArchiveWriter;
  readonly companies: CompanyRepo;
  readonly connections: ConnectionRepo;
  readonly settings: Pick<SettingsService, 'language'>;
  readonly texts: Texts;
  readonly logFailure: (what: string, error: unknown) => void;
}

export function auditService(parts: AuditParts): AuditService {
  const { host, turn, writer } = parts;
  let problem: AppError | null = null;

  const load = (): Promise<Kept | null> => readNote(writer, SCOPE, NAME, Kept);

  const write: AuditService['write'] = async ({ companyId, from, to }) => {
    const company = await parts.companies.find(companyId);
    if (!company) throw new Failure({ kind: 'user_input', key: 'error.company_gone' });
    if (turn.running() !== null) throw new Failure({ kind: 'conflict', key: 'safety.busy' });
    const t = await parts.texts();
    const into = await host.dialogs.chooseFolder({ title: t('audit_place') });
    if (into === null) return false;
    const language = await parts.settings.language();
    const titles = Object.fromEntries((await parts.connections.list(companyId)).map(({ id, title }) => [id, title]));
    const at = instantOf(host.clock.now());
    const name = folderName(t('audit_folder'), company.name, from, to);
    const { archive } = host.paths;
    const order = { archive, companyId, from, to, into, name, language, titles, at, version: host.version };
    const done = await turn.run('audit', (keeper, onProgress, signal) => keeper.audit(order, onProgress, signal));
    const { folder, fingerprint, originals, files, bytes, lost } = done;
    const facts = { folder, fingerprint, originals, files, bytes, lost: lost.length };
    const kept: Kept = { companyId, company: company.name, from, to, at, ...facts };
    await writer.notePut(SCOPE, NAME, JSON.stringify(kept));
    return true;
  };

  return {
    view: async () => {
      const [kept, running] = [await load(), turn.running()];
      return {
        ...(running?.work === 'audit' ? { running } : {}),
        ...(kept ? { last: kept } : {}),
        ...(problem ? { problem } : {}),
      };
    },
    write: async (order) => {
      problem = null;
      try {
        return await write(order);
      } catch (error) {
        // Whoever cancels knows it.
        if (!isFailure(error) || error.spec.kind !== 'cancelled') {
          parts.logFailure('audit folder', error);
          problem = toAppError(error, '');
        }
        throw error;
      }
    },
    forget: async (companyId) => {
      if ((await load())?.companyId === companyId) await writer.noteDelete(SCOPE, NAME);
    },
    show: async () => {
      const kept = await load();
      if (kept !== null) await host.dialogs.openFolder(kept.folder);
    },
  };
}
