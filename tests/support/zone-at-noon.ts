import { dateAt, type LocalDate } from '../../shared/domain/calendar.ts';

/** A time zone in which it is between noon and one o'clock, so that the day has hours before and after now. */
export function zoneAtNoon(): { readonly zone: string; readonly date: LocalDate } {
  return zoneAtHour(12);
}

/** A time zone in which the hour of the day is this one now. */
export function zoneAtHour(hour: 0 | 12): { readonly zone: string; readonly date: LocalDate } {
  const now = new Date();
  const distance = hour - now.getUTCHours();
  const ahead = distance < -12 ? distance + 24 : distance;
  // The names of these zones have the sign of the way back to UTC.
  const zone = `Etc/GMT${ahead >= 0 ? '-' : '+'}${Math.abs(ahead)}`;
  return { zone, date: dateAt(now, zone) };
}
