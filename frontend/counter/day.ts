import { addDays, today } from '../components/wording.ts';

/** A number of days from today, so that "today" changes at midnight; or a date, "2026-12-01". */
export type Day = number | string;

export function dateOfDay(day: Day): string {
  return typeof day === 'string' ? day : addDays(today(), day);
}
