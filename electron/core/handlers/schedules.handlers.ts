// schedules.*: thin, no logic.
import type { AllHandlers } from '../dispatcher';
import type { ScheduleService } from '../services/scheduleService';

export function scheduleHandlers(schedules: ScheduleService): Pick<AllHandlers, 'schedules'> {
  return {
    schedules: {
      list: ({ companyId }) => schedules.list(companyId),
      status: () => schedules.status(),
      suggest: (input) => schedules.suggest(input),
      save: (input) => schedules.save(input),
      remove: ({ id }) => schedules.remove(id),
      runWaiting: ({ id }) => schedules.runWaiting(id),
      skipWaiting: ({ id }) => schedules.skipWaiting(id),
      pause: ({ until }) => schedules.pause(until),
      resume: () => schedules.resume(),
    },
  };
}
