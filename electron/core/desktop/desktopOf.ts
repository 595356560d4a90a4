// Puts together what Kontor is outside its window: the symbol, the notices, the settings of both.
import { desktopSettings, type DesktopSettingsService } from './desktopSettings';
import { notices, type NoticeParts } from './notices';
import { reminders } from './reminders';
import { traySymbol, type TrayParts, type TraySymbol } from './traySymbol';
import type { ArchiveWriter } from '../archive/types';
import type { ConfigDatabase } from '../db/openDatabase';
import { expiryNoteRepo } from '../db/repositories/expiryNote.repo';
import type { Host } from '../ports';
import { expiryService, type ExpiryService } from '../services/expiries/expiryService';
import type { ProviderRuntime } from '../services/providerRuntime';

export interface DesktopParts
  extends
    Omit<TrayParts, 'lead' | 'expiries'>,
    Omit<NoticeParts, 'lead' | 'settings' | 'asking' | 'clock' | 'desktop'> {
  readonly host: Pick<Host, 'clock' | 'tray' | 'desktop' | 'connectivity' | 'dialogs'>;
  readonly db: ConfigDatabase;
  readonly writer: ArchiveWriter;
  readonly runtime: ProviderRuntime;
  readonly limitUploads: (bytesPerSecond: number | null) => void;
}

export interface Outside {
  /** What answers `desktop.*` and `expiries.*`. */
  readonly calls: { readonly desktop: DesktopSettingsService; readonly expiries: ExpiryService };
  readonly tray: TraySymbol;
  /** What counts for work as well, before any begins. */
  apply(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function desktopOf(parts: DesktopParts): Outside {
  const { clock, desktop } = parts.host;
  const settings = desktopSettings({ ...parts, desktop });
  const lead = settings.lead;
  const { dialogs } = parts.host;
  const expiries = expiryService({ ...parts, clock, dialogs, notes: expiryNoteRepo(parts.db) });
  const tray = traySymbol({ ...parts, expiries, lead });
  const told = notices({
    ...parts,
    clock,
    desktop,
    lead,
    settings: settings.get,
    asking: async () => (await parts.schedules.status()).asking,
  });
  const ends = reminders({ ...parts, clock, ...expiries, tell: told.tell, changed: tray.redraw });
  return {
    calls: { desktop: settings, expiries },
    tray,
    apply: settings.apply,
    start: () => {
      tray.start();
      told.start();
      ends.start();
    },
    stop: async () => {
      tray.stop();
      await ends.stop();
      await told.stop();
    },
  };
}
