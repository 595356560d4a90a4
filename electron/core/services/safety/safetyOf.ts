// Puts together what looks after the archive as a whole.
import type { EventBus } from '../../events/eventBus';
import type { Host } from '../../ports';
import type { ShortWorkers } from '../../shortWorkers';
import { backupPlan } from '../../schedule/backupSchedule';
import { backupService, type BackupParts, type BackupService } from './backupService';
import { integrityService, type IntegrityParts, type IntegrityService } from './integrityService';
import { mending, type MendingParts } from './mending';
import { plannedBackups, type PlannedBackups } from './plannedBackups';
import { oneAtATime, type SafetyTurn } from './oneAtATime';

export interface SafetyParts extends Omit<
  IntegrityParts & BackupParts & MendingParts,
  'turn' | 'host' | 'mending' | 'backup'
> {
  readonly host: Host;
  readonly events: EventBus;
  readonly newKeeper: ShortWorkers['newKeeper'];
}

export interface Safety {
  readonly turn: SafetyTurn;
  readonly integrity: IntegrityService;
  readonly backup: BackupService;
  readonly backups: PlannedBackups;
  start(): void;
  stop(): Promise<void>;
}

export function safetyOf(parts: SafetyParts): Safety {
  const turn = oneAtATime(parts.events, () => parts.newKeeper(parts.host));
  const backup = backupService({ ...parts, turn });
  const integrity = integrityService({ ...parts, turn, mending: mending({ ...parts, turn, backup }) });
  const { clock } = parts.host;
  const backups = plannedBackups({ ...parts, plans: backupPlan(parts.writer), backup, turn, clock });
  return {
    turn,
    integrity,
    backup,
    backups,
    start: () => {
      integrity.start();
    },
    stop: async () => {
      await turn.stop();
      await integrity.stop();
    },
  };
}
