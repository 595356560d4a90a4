// Puts together what Kontor is outside its window: the symbol, the notices, the settings of both.
import { desktopSettings, type DesktopSettingsService } from './desktopSettings';
import { notices, type NoticeParts } from './notices';
import { traySymbol, type TrayParts, type TraySymbol } from './traySymbol';
import type { ArchiveWriter } from '../archive/types';

export interface DesktopParts
  extends Omit<TrayParts, 'lead'>, Omit<NoticeParts, 'lead' | 'settings' | 'asking' | 'clock' | 'desktop'> {
  readonly writer: ArchiveWriter;
}

export interface Outside {
  readonly settings: DesktopSettingsService;
  readonly tray: TraySymbol;
  start(): void;
  stop(): Promise<void>;
}

export function desktopOf(parts: DesktopParts): Outside {
  const { clock, desktop } = parts.host;
  const settings = desktopSettings({ writer: parts.writer, desktop, events: parts.events });
  const lead = settings.lead;
  const tray = traySymbol({ ...parts, lead });
  const told = notices({
    ...parts,
    clock,
    desktop,
    lead,
    settings: settings.get,
    asking: async () => (await parts.schedules.status()).asking,
  });
  return {
    settings,
    tray,
    start: () => {
      tray.start();
      told.start();
    },
    stop: async () => {
      tray.stop();
      await told.stop();
    },
  };
}
