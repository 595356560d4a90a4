// What the edge holds of the core, and what the core needs of an archive.
import type { Language } from '../../shared/domain/ids';
import type { ArchiveReader, ArchiveWriter } from './archive/types';
import type { TraySymbol } from './desktop/traySymbol';
import type { Dispatch } from './dispatcher';
import type { EventBus } from './events/eventBus';
import type { BackupService } from './services/safety/backupService';
import type { Texts } from './texts';

export interface Archive {
  readonly writer: ArchiveWriter;
  readonly reader: ArchiveReader;
  close(): Promise<void>;
}

export interface KontorApp {
  readonly dispatch: Dispatch;
  readonly events: EventBus;
  /** Texts of menus and dialogs in the language in force. */
  readonly texts: Texts;
  language(): Promise<Language>;
  /** What is asked for on a command line, or by a second start. */
  readonly orders: Pick<TraySymbol, 'syncAll' | 'uploadAll'>;
  readonly backups: Pick<BackupService, 'asksFor' | 'backUpTo' | 'restoreFrom'>;
  /** Something runs by itself: closing the window does not end it. */
  staysWithoutWindow(): Promise<boolean>;
  /** Recovers what a crash left and starts the stored jobs. */
  start(): Promise<void>;
  stop(): Promise<void>;
}
