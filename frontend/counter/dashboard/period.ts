import type { Period } from '../../../shared/domain/period.ts';
import { addDays } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';

export const periodNames = ['today', 'week', 'month', 'this month', 'custom'] as const;
export type PeriodName = (typeof periodNames)[number];

/** The dates of a named period, as of today. */
export function periodOf(name: Exclude<PeriodName, 'custom'>): Period {
  const to = businessDay();
  const from = {
    today: to,
    week: addDays(to, -6),
    month: addDays(to, -29),
    'this month': `${to.slice(0, 8)}01`,
  }[name];
  return { from, to };
}

export function daysIn({ from, to }: Period): number {
  return (Date.parse(to) - Date.parse(from)) / 86_400_000 + 1;
}
