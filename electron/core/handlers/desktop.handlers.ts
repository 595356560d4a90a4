// desktop.* and panel.*: thin, no logic.
import type { PanelService } from '../desktop/desktopOf';
import type { DesktopSettingsService } from '../desktop/desktopSettings';
import type { AllHandlers } from '../dispatcher';
import type { Tray } from '../ports';

export function desktopHandlers(
  settings: DesktopSettingsService,
  panel: PanelService,
  tray: Tray,
): Pick<AllHandlers, 'desktop' | 'panel'> {
  return {
    desktop: {
      settings: async () => ({ ...(await settings.get()), hasTray: tray.isThere() }),
      save: (value) => settings.save(value),
      takeGoal: () => {
        const goal = settings.takeGoal();
        return Promise.resolve(goal === undefined ? {} : { goal });
      },
    },
    panel: {
      view: () => panel.view(),
      choose: ({ action }) => panel.choose(action),
      putOff: ({ name }) => panel.putOff(name),
      lead: (goal) => {
        panel.lead(goal);
        return Promise.resolve();
      },
    },
  };
}
