import { isLocalDate } from '../../shared/domain/calendar.ts';
import { addDays } from '../components/wording.ts';
import { businessDay } from './business-day.ts';

/** A number of days from today, so that "today" changes when the business day ends; or a date, "2026-12-01". */
export type Day = number | string;

/** Names of days in an address, with the distance from today in days. */
export const namedDays: readonly (readonly [name: string, distance: number])[] = [
  ['today', 0],
  ['tomorrow', 1],
];

/** The day in an address, "2026-12-01" or "tomorrow"; today for anything else. */
export function dayOf(text: string): Day {
  if (isLocalDate(text)) return text;
  return namedDays.find(([name]) => name === text)?.[1] ?? 0;
}

export function dateOfDay(day: Day): string {
  return typeof day === 'string' ? day : addDays(businessDay(), day);
}
