// Puts together what looks after the archive as a whole.
import type { EventBus } from '../../events/eventBus';
import type { Keeper } from '../../keeping/types';
import type { Host } from '../../ports';
import type { ShortWorkers } from '../../shortWorkers';
import { backupPlan } from '../../schedule/backupSchedule';
import { auditService, type AuditParts, type AuditService } from './auditService';
import { backupService, type BackupParts, type BackupService } from './backupService';
import { integrityService, type IntegrityParts, type IntegrityService } from './integrityService';
import { mending, type MendingParts } from './mending';
import { plannedBackups, type PlannedBackups } from './plannedBackups';
import { sentBackups, type SentBackups, type SentParts } from './sentBackups';
import { removalService, type RemovalParts, type RemovalService } from './removalService';
import { oneAtATime, type SafetyTurn } from './oneAtATime';

type Parts = IntegrityParts & BackupParts & MendingParts & SentParts & AuditParts & RemovalParts;
type MadeHere =
  'turn' | 'host' | 'mending' | 'backup' | 'onMade' | 'last' | 'newKeeper' | 'clock' | 'backedUpAt' | 'forget';
export interface SafetyParts extends Omit<Parts, MadeHere> {
  readonly host: Host;
  readonly events: EventBus;
  readonly newKeeper: ShortWorkers['newKeeper'];
}

export interface Safety {
  readonly turn: SafetyTurn;
  readonly integrity: IntegrityService;
  readonly backup: BackupService;
  readonly backups: PlannedBackups;
  readonly sent: SentBackups;
  readonly audit: AuditService;
  readonly removal: RemovalService;
  start(): void;
  stop(): Promise<void>;
}

export function safetyOf(parts: SafetyParts): Safety {
  const { clock } = parts.host;
  const newKeeper = (): Keeper => parts.newKeeper(parts.host);
  const turn = oneAtATime(parts.events, newKeeper);
  const backup: BackupService = backupService({ ...parts, turn, onMade: (trigger) => onMade(trigger) });
  const sent = sentBackups({ ...parts, clock, newKeeper, last: backup.last });
  const onMade = (trigger: 'user' | 'schedule'): Promise<void> =>
    sent.send(trigger).catch((error: unknown) => {
      parts.logFailure('sending a backup', error);
    });
  const integrity = integrityService({ ...parts, turn, mending: mending({ ...parts, turn, backup }) });
  const backups = plannedBackups({ ...parts, plans: backupPlan(parts.writer), backup, turn, clock });
  const audit = auditService({ ...parts, turn });
  const backedUpAt = async (): Promise<string | null> => (await backup.view()).last?.at ?? null;
  return {
    turn,
    integrity,
    backup,
    backups,
    sent,
    audit,
    removal: removalService({ ...parts, turn, backedUpAt, forget: audit.forget }),
    start: () => {
      integrity.start();
    },
    stop: async () => {
      await turn.stop();
      await integrity.stop();
    },
  };
}
