import { daysBetween, type LocalDate } from './calendar.ts';

/** Days at the bakery's place, the first and the last included. */
export interface Period {
  readonly from: LocalDate;
  readonly to: LocalDate;
}

/** Three years and a little: a year beside the two before it. */
export const maxPeriodDays = 1_100;

/** What is wrong with a period of which somebody wants figures; null when nothing is. */
export function faultOf({ from, to }: Period): string | null {
  const days = daysBetween(from, to) + 1;
  if (days < 1) return `The period would end before it begins: it ends on ${to}`;
  if (days > maxPeriodDays) return `The period has ${days} days, more than ${maxPeriodDays}`;
  return null;
}
