import { describeSpecial, shortNote } from '../special-note.ts';
import type { PlanState } from './plan-state.ts';

type Days = Pick<PlanState, 'days'>;

/** What is special about a day: "Fair: closed"; '' for a usual day. */
export function noteOf(date: string, { days }: Days): string {
  const day = days.find((one) => one.date === date);
  if (!day) return '';
  return day.special_day === null ? shortNote(day) : describeSpecial(day.special_day);
}

/** The same in one word. */
export function shortNoteOf(date: string, { days }: Days): string {
  const day = days.find((one) => one.date === date);
  return day ? shortNote(day) : '';
}
