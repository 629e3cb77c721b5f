import { addDays, today } from '../../components/wording.ts';

/** The first and the last date in the bakery's time zone: "2026-11-24". */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const periodNames = ['today', 'week', 'month', 'this month', 'custom'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The dates of a named period, as of today. */
export function periodOf(name: Exclude<PeriodName, 'custom'>): Period {
  const to = today();
  const from = {
    today: to,
    week: addDays(to, -6),
    month: addDays(to, -29),
    'this month': `${to.slice(0, 8)}01`,
  }[name];
  return { from, to };
}

/** The period of the same length that ends on the day before this period. */
export function periodBefore({ from, to }: Period): Period {
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) };
}

export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
