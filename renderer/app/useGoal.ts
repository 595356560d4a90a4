import { useEffect } from 'react';
import type { Goal } from '../../shared/contract/desktop';
import { call, listen } from '../bridge/bridge';
import { go, type Route } from '../stores/route';
import { useShell } from '../stores/shell';

/** A click in the panel or on a notice of the system leads to its exact place, also into a window that it has just opened. */
export function useGoal(): void {
  useEffect(() => {
    const follow = async (): Promise<void> => {
      const outcome = await call('desktop.takeGoal', undefined);
      if (!outcome.ok || outcome.value.goal === undefined) return;
      const { goal } = outcome.value;
      if (goal.companyId !== undefined) useShell.getState().chooseCompany(goal.companyId);
      go(routeOf(goal));
    };
    void follow();
    return listen('desktop.goalSet', () => void follow());
  }, []);
}

function routeOf({ place, connectionId, actionId, runId, month, section }: Goal): Route {
  switch (place) {
    case 'overview':
    case 'tills':
      return { place };
    case 'reports':
      return { place, ...(month === undefined ? {} : { month }) };
    case 'connections':
      return { place, ...(connectionId === undefined ? {} : { connectionId }) };
    case 'connect':
      return {
        place,
        ...(connectionId === undefined ? {} : { connectionId }),
        ...(actionId === undefined ? {} : { actionId }),
      };
    case 'activity':
      return { place, ...(runId === undefined ? {} : { runId }) };
    case 'settings':
      return { place, ...(section === undefined ? {} : { section }) };
  }
}
