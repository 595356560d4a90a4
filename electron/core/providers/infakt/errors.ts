// What inFakt refuses, by status (dossier §4.7); its own words go under Details only.
import { jsonRefusals, type RefusalRow } from '../sdk/refusals';

export const STATUS: ReadonlyMap<number, RefusalRow> = new Map<number, RefusalRow>([
  [400, ['rejected', 'request_refused']],
  [401, ['auth', 'key_refused']],
  [402, ['permission', 'plan_without_api']],
  [403, ['permission', 'no_permission']],
  [404, ['unavailable', 'gone']],
  [406, ['rejected', 'request_refused']],
  [422, ['rejected', 'request_refused']],
  [423, ['unavailable', 'gone']],
]);

/** `{"error": …}`, now and then `message`. */
export const refusalOf = jsonRefusals(STATUS, ({ error, message }) => error ?? message);
