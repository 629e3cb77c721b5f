import { daysBetween, type LocalDate } from './calendar.ts';

/** Local days, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** A little over three years: a year and the two previous years. */
export const maxPeriodDays = 1_100;

/** The fault of a report's period; null when there is none. */
export function faultOf({ from, to }: Period): string | null {
  const days = daysBetween(from, to) + 1;
  if (days < 1) return `The period ends before it begins: it ends on ${to}`;
  if (days > maxPeriodDays) return `The period has ${days} days, more than ${maxPeriodDays}`;
  return null;
}
