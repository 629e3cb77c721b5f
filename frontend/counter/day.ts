import { addDays, today } from '../components/wording.ts';

/** Days from today, so that "today" is the new day after midnight; or one of the calendar. */
export type Day = number | string;

export function dateOfDay(day: Day): string {
  return typeof day === 'string' ? day : addDays(today(), day);
}
