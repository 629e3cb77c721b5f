import { addDays, daysBetween, type LocalDate } from './calendar.ts';

/** Local days, both included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** What an order counts for in a report: the day of its placement, or of its pickup. */
export const reportDays = ['order', 'pickup'] as const;
export type ReportBy = (typeof reportDays)[number];

/** The period that a period is compared with: the last one with the same weekdays that does not overlap. */
export function periodBefore({ from, to }: Period): Period {
  const days = 7 * Math.ceil((daysBetween(from, to) + 1) / 7);
  return { from: addDays(from, -days), to: addDays(to, -days) };
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
