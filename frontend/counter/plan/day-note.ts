import { formatSpans } from '../../components/wording.ts';
import type { PlanState } from './plan-state.ts';
import { words } from './words.ts';

/** What is special about a day: "Fair: closed"; '' for a usual day. */
export function noteOf(date: string, { days }: Pick<PlanState, 'days'>): string {
  const day = days.find((one) => one.date === date);
  if (!day) return '';
  const { special_day: special, is_open: isOpen } = day;
  if (special === null) return isOpen ? '' : words.closed;
  const hours = special.hours.length === 0 ? words.closed : formatSpans(special.hours);
  return `${special.message}: ${hours}`;
}

/** The same in one word. */
export function shortNoteOf(date: string, { days }: Pick<PlanState, 'days'>): string {
  const day = days.find((one) => one.date === date);
  if (!day) return '';
  if (!day.is_open) return words.closed;
  return day.special_day === null ? '' : words.otherHours;
}
