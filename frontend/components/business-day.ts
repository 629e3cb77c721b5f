import { endOfBusinessDay } from '../../shared/domain/opening-status.ts';
import { bakery } from './bakery.ts';
import { now } from './clock.ts';
import { openingRulesOf } from './opening-state.ts';
import { isTimeZoneKnown } from './time-zone.ts';
import { dateOf, today } from './wording.ts';

/** Whether the business day of a pickup is over. @param pickupAt ISO 8601 */
export function isDayOver(pickupAt: string): boolean {
  if (!isTimeZoneKnown) return dateOf(pickupAt) < today();
  return endOfBusinessDay(openingRulesOf(bakery), new Date(pickupAt)).getTime() <= now();
}
