import { dateAt, type LocalDate } from '../../shared/domain/calendar.ts';

/** A time zone in which it is between noon and one o'clock, so that the day has hours before and after now. */
export function zoneAtNoon(): { readonly zone: string; readonly date: LocalDate } {
  const now = new Date();
  const ahead = 12 - now.getUTCHours();
  // The names of these zones have the sign of the way back to UTC.
  const zone = `Etc/GMT${ahead >= 0 ? '-' : '+'}${Math.abs(ahead)}`;
  return { zone, date: dateAt(now, zone) };
}
