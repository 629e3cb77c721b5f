import { addDays, today } from '../../components/wording.ts';

/** Dates in the bakery's time zone, both included: "2026-11-24". */
export interface Period {
  readonly from: string;
  readonly to: string;
}

export const periodNames = ['today', 'week', 'month', 'this month', 'own'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The dates of a named period, as of today. */
export function periodOf(name: Exclude<PeriodName, 'own'>): Period {
  const to = today();
  const from = {
    today: to,
    week: addDays(to, -6),
    month: addDays(to, -29),
    'this month': `${to.slice(0, 8)}01`,
  }[name];
  return { from, to };
}

/** The same number of days, just before the period. */
export function periodBefore({ from, to }: Period): Period {
  return { from: addDays(from, -daysIn({ from, to })), to: addDays(from, -1) };
}

export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
