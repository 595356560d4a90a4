import { dayOf, monthAfter } from '../../../../shared/domain/calendar';
import type { Month } from '../../../../shared/domain/ids';
import { HOME_ZONES } from '../../../../shared/domain/schedule/suggested';
import { instantInZone } from '../../../../shared/domain/schedule/zone';

/** The first instant after the month, where the company is. */
export function monthEndMs(month: Month, country: keyof typeof HOME_ZONES): number {
  return instantInZone(dayOf(`${monthAfter(month)}-01`), 0, HOME_ZONES[country]);
}
