// Puts together what Kontor is outside its window: the symbol, the notices, the settings of both.
import type { Goal } from '../../../shared/contract/desktop';
import { desktopSettings, type DesktopSettingsService } from './desktopSettings';
import { notices, type NoticeParts } from './notices';
import { putOff } from './putOff';
import { reminders } from './reminders';
import { traySymbol, type TrayParts, type TraySymbol } from './traySymbol';
import type { ArchiveWriter } from '../archive/types';
import type { ConfigDatabase } from '../db/openDatabase';
import { expiryNoteRepo } from '../db/repositories/expiryNote.repo';
import type { PanelView } from '../../../shared/contract/panel';
import type { Network } from '../network';
import type { Host, TrayAction } from '../ports';
import { expiryService, type ExpiryService } from '../services/expiries/expiryService';
import type { ProviderRuntime } from '../services/providerRuntime';

export interface DesktopParts
  extends
    Omit<TrayParts, 'lead' | 'expiries' | 'putOff'>,
    Omit<NoticeParts, 'lead' | 'settings' | 'asking' | 'clock' | 'desktop'> {
  readonly host: Pick<Host, 'clock' | 'tray' | 'desktop' | 'connectivity' | 'dialogs'>;
  readonly db: ConfigDatabase;
  readonly writer: ArchiveWriter;
  readonly runtime: ProviderRuntime;
  readonly network: Pick<Network, 'uploads' | 'budgetsOf'>;
}

/** Of the small panel at the symbol. */
export interface PanelService {
  view(): Promise<PanelView>;
  choose(action: TrayAction): Promise<void>;
  putOff(name: string): Promise<void>;
  lead(goal: Goal): void;
}

export interface Outside {
  /** What answers `desktop.*`, `expiries.*` and `panel.*`. */
  readonly calls: {
    readonly desktop: DesktopSettingsService;
    readonly expiries: ExpiryService;
    readonly panel: PanelService;
  };
  readonly tray: TraySymbol;
  /** What counts for work as well, before any begins. */
  apply(): Promise<void>;
  start(): void;
  stop(): Promise<void>;
}

export function desktopOf(parts: DesktopParts): Outside {
  const { clock, desktop } = parts.host;
  const settings = desktopSettings({ ...parts, desktop, limitUploads: parts.network.uploads.set });
  const lead = settings.lead;
  const { dialogs } = parts.host;
  const expiries = expiryService({ ...parts, clock, dialogs, notes: expiryNoteRepo(parts.db) });
  const later = putOff({ ...parts, clock });
  const tray = traySymbol({ ...parts, expiries, lead, putOff: later.names });
  const told = notices({
    ...parts,
    clock,
    desktop,
    lead,
    settings: settings.get,
    asking: async () => (await parts.schedules.status()).asking,
  });
  const ends = reminders({ ...parts, clock, ...expiries, tell: told.tell, changed: tray.redraw });
  const panel: PanelService = {
    // Nothing of it is there before somebody clicks on the symbol.
    view: async () => (await import('./panelView')).panelView({ ...parts, expiries, putOff: later.names }),
    choose: tray.choose,
    putOff: later.add,
    lead,
  };
  return {
    calls: { desktop: settings, expiries, panel },
    tray,
    apply: settings.apply,
    start: () => {
      tray.start();
      told.start();
      ends.start();
      later.start();
    },
    stop: async () => {
      tray.stop();
      await later.stop();
      await ends.stop();
      await told.stop();
    },
  };
}
