import type { Pause } from '../../shared/contract/pause.ts';
import { dateOf, formatPickup, formatTime, today } from './wording.ts';

/** The pause, unless it is over. @param now milliseconds since 1970 */
export function pauseAt(pause: Pause | null, now: number): Pause | null {
  return pause !== null && Date.parse(pause.until) > now ? pause : null;
}

/** "3:30 pm", or with the day: "Tue, 1 Dec · 7:00 am"; undefined for the midnight at the end of today. */
export function formatEnd({ until }: Pick<Pause, 'until'>): string | undefined {
  if (dateOf(until) === today()) return formatTime(until);
  return dateOf(Date.parse(until) - 1) === today() ? undefined : formatPickup(until);
}
