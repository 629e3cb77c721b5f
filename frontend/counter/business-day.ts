import { businessDayOf } from '../../shared/domain/pickup.ts';
import { bakery } from '../components/bakery.ts';
import { now } from '../components/clock.ts';
import { openingRulesOf } from '../components/opening-state.ts';
import { isTimeZoneKnown } from '../components/time-zone.ts';
import { dateOf } from '../components/wording.ts';

/** Today for staff: until the opening hours of a night end, the day on which they began. "2026-12-01" */
export function businessDay(): string {
  return businessDayAt(now());
}

/** @param instant milliseconds since 1970, or ISO 8601 */
export function businessDayAt(instant: number | string): string {
  if (!isTimeZoneKnown) return dateOf(instant);
  const rules = {
    ...openingRulesOf(bakery),
    slotMinutes: bakery.slot_minutes,
    slotCapacity: Infinity,
    cutOff: { time: bakery.cut_off, days: bakery.cut_off_days },
    daysAhead: bakery.days_ahead,
  };
  return businessDayOf(rules, new Date(instant));
}
