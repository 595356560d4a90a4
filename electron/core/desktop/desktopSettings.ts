// What this computer alone does outside the window: its settings, and where a click there leads.
import { DesktopSettings, type Goal } from '../../../shared/contract/desktop';
import type { ArchiveWriter } from '../archive/types';
import type { EventBus } from '../events/eventBus';
import type { Desktop } from '../ports';
import { readNote } from '../notes';

export interface DesktopSettingsService {
  get(): Promise<DesktopSettings>;
  save(settings: DesktopSettings): Promise<void>;
  /** Before anything is sent. */
  apply(): Promise<void>;
  /** Brings the window, at this place. */
  lead(goal: Goal): void;
  takeGoal(): Goal | undefined;
}

const SCOPE = 'core';
const NAME = 'desktop';
const Stored = DesktopSettings.omit({ isAutostart: true });
const DEFAULTS: Omit<DesktopSettings, 'isAutostart'> = { notify: 'problems', quiet: { from: '20:00', to: '07:00' } };

export function desktopSettings(parts: {
  readonly writer: ArchiveWriter;
  readonly desktop: Desktop;
  readonly events: EventBus;
  readonly limitUploads: (bytesPerSecond: number | null) => void;
}): DesktopSettingsService {
  const { writer, desktop, events } = parts;
  const limit = ({ uploadLimit }: Pick<DesktopSettings, 'uploadLimit'>): void => {
    parts.limitUploads(uploadLimit === undefined ? null : uploadLimit * 1000);
  };
  let goal: Goal | undefined;
  const stored = async (): Promise<Omit<DesktopSettings, 'isAutostart'>> =>
    (await readNote(writer, SCOPE, NAME, Stored)) ?? DEFAULTS;
  return {
    // The system's own word, not ours: whoever took the entry out there has the last word.
    get: async () => ({ ...(await stored()), isAutostart: await desktop.autostart.isOn() }),
    save: async ({ isAutostart, ...rest }) => {
      await writer.notePut(SCOPE, NAME, JSON.stringify(rest));
      limit(rest);
      if (isAutostart !== (await desktop.autostart.isOn())) await desktop.autostart.set(isAutostart);
      events.emit('desktop.changed', undefined);
    },
    apply: async () => {
      limit(await stored());
    },
    lead: (wanted) => {
      goal = wanted;
      desktop.openWindow();
      events.emit('desktop.goalSet', undefined);
    },
    takeGoal: () => {
      const taken = goal;
      goal = undefined;
      return taken;
    },
  };
}
