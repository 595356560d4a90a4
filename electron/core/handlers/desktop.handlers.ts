// desktop.*: thin, no logic.
import type { DesktopSettingsService } from '../desktop/desktopSettings';
import type { AllHandlers } from '../dispatcher';
import type { Tray } from '../ports';

export function desktopHandlers(settings: DesktopSettingsService, tray: Tray): Pick<AllHandlers, 'desktop'> {
  return {
    desktop: {
      settings: async () => ({ ...(await settings.get()), hasTray: tray.isThere() }),
      save: (value) => settings.save(value),
      takeGoal: () => {
        const goal = settings.takeGoal();
        return Promise.resolve(goal === undefined ? {} : { goal });
      },
    },
  };
}
