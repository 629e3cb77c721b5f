import { isolateForeign } from '../../shared/domain/readable-text.ts';
import { bakery } from './bakery.ts';
import { now } from './clock.ts';
import { locale } from './language.ts';
import { withMinusSign } from './minus-sign.ts';
import { moneyFormat } from './money-format.ts';
import { timeZone } from './time-zone.ts';

const inZone = timeZone === undefined ? {} : { timeZone };

const number = once(() => new Intl.NumberFormat(locale));
const percent = once(
  () => new Intl.NumberFormat(locale, { style: 'percent', maximumFractionDigits: 1 }),
);
const shortNumber = once(() => new Intl.NumberFormat(locale, { notation: 'compact' }));
const shortMoney = once(() => moneyFormat(locale, bakery.currency, 'compact'));
const moment = dateFormat({ dateStyle: 'medium', timeStyle: 'short' });
const time = dateFormat({ timeStyle: 'short' });
const day = dateFormat({ weekday: 'long', day: 'numeric', month: 'long' });
const shortDay = dateFormat({ weekday: 'short', day: 'numeric', month: 'short' });
const days = once(
  () => new Intl.NumberFormat(locale, { style: 'unit', unit: 'day', unitDisplay: 'long' }),
);
const dayOfMonth = dateFormat({ day: 'numeric', month: 'short' });
const month = dateFormat({ month: 'short', year: 'numeric' });
const fullDay = dateFormat({ day: 'numeric', month: 'short', year: 'numeric' });
const weekdayOf = dateFormat({ weekday: 'short' });
const monthOf = dateFormat({ month: 'short' });
const hour = once(
  () => new Intl.DateTimeFormat('sv-SE', { hour: 'numeric', hourCycle: 'h23', ...inZone }),
);
const clock = once(() => new Intl.DateTimeFormat(locale, { timeStyle: 'short', timeZone: 'UTC' }));
const hourOfDay = once(() => new Intl.DateTimeFormat(locale, { hour: 'numeric', timeZone: 'UTC' }));
const nameOfWeekday = once(
  () => new Intl.DateTimeFormat(locale, { weekday: 'long', timeZone: 'UTC' }),
);
const plurals = once(() => new Intl.PluralRules(locale));
const relative = once(() => new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }));
const list = once(() => new Intl.ListFormat(locale, { type: 'conjunction' }));
/** The Swedish format is that of ISO 8601. */
const isoDate = once(() => new Intl.DateTimeFormat('sv-SE', inZone));

/** Times are in the bakery's time zone, also for visitors elsewhere. */
function dateFormat(options: Intl.DateTimeFormatOptions) {
  return once(() => new Intl.DateTimeFormat(locale, { ...options, ...inZone }));
}

/** Makes a format when it is first used: a format takes up to a millisecond, and no page uses all of them. */
function once<Format>(make: () => Format): () => Format {
  let made: Format | undefined;
  return () => (made ??= make());
}

/**
 * @param amount in the main unit, like the API's prices
 * @param currency of an order; the bakery may have changed its currency since
 */
export function formatMoney(amount: number, currency: string = bakery.currency): string {
  return moneyFormat(locale, currency).format(amount);
}

export function formatNumber(value: number): string {
  return withMinusSign(number().format(value));
}

/** "4", or "4 trays". @param unit may be empty */
export function formatUnits(count: number, unit: string): string {
  return unit === '' ? formatNumber(count) : `${formatNumber(count)}\u00a0${isolateForeign(unit)}`;
}

/** "24 h", or in days from 48 hours: "5 days". */
export function formatHours(count: number): string {
  return count < 48 ? `${formatNumber(count)}\u00a0h` : days().format(Math.ceil(count / 24));
}

/** "12.5 %". @param share 0 to 1 */
export function formatShare(share: number): string {
  return withMinusSign(percent().format(share));
}

/** Short: "₹12K". @param amount in the main unit */
export function formatShortMoney(amount: number): string {
  return shortMoney().format(amount);
}

/** Short: "12K". */
export function formatShortNumber(value: number): string {
  return withMinusSign(shortNumber().format(value));
}

/** "40 secs", "12 mins", "5 hrs" */
export function formatDuration(seconds: number): string {
  const [amount, unit] =
    seconds < 90
      ? [seconds, 'second']
      : seconds < 5_400
        ? [seconds / 60, 'minute']
        : [seconds / 3_600, 'hour'];
  return new Intl.NumberFormat(locale, {
    style: 'unit',
    unit,
    unitDisplay: 'short',
    maximumFractionDigits: amount < 10 ? 1 : 0,
  }).format(amount);
}

type Instant = Date | string | number;

/** A day and a time. @param instant milliseconds since 1970, a Date, or ISO 8601 */
export function formatMoment(instant: Instant): string {
  return moment().format(new Date(instant));
}

/** "Tue, 1 Dec · 10:30 am"; with the year when it is half a year away. */
export function formatPickup(instant: Instant): string {
  const date = dateOf(instant);
  const isFar = Math.abs(Date.parse(date) - Date.parse(today())) > 180 * 86_400_000;
  if (isFar) return formatMoment(instant);
  return `${formatShortDay(date)} · ${formatTime(instant)}`;
}

/** "Tue, 1 Dec, 10:30 am", in a sentence. */
export function formatDayAndTime(instant: Instant): string {
  return `${formatShortDay(dateOf(instant))}, ${formatTime(instant)}`;
}

/** "10:30 am" */
export function formatTime(instant: Instant): string {
  return time().format(new Date(instant));
}

/** "Tuesday, 1 December". @param date "2026-12-01" */
export function formatDay(date: string): string {
  return day().format(noonOf(date));
}

/** "Tue, 1 Dec". @param date "2026-12-01" */
export function formatShortDay(date: string): string {
  return shortDay().format(noonOf(date));
}

/** "Tue". @param date "2026-12-01" */
export function formatWeekdayOf(date: string): string {
  return weekdayOf().format(noonOf(date));
}

/** "Dec". @param date "2026-12-01" */
export function formatMonthOf(date: string): string {
  return monthOf().format(noonOf(date));
}

/** The hour of the day, 0 to 23. */
export function hourOf(instant: Instant): number {
  return Number(hour().format(new Date(instant)));
}

/** "24 Nov". @param date "2026-11-24" */
export function formatDayOfMonth(date: string): string {
  return dayOfMonth().format(noonOf(date));
}

/** "Nov 2026". @param date any day of the month, "2026-11-24" */
export function formatMonth(date: string): string {
  return month().format(noonOf(date));
}

/** "18–24 Nov 2026", one day when both dates are the same. @param from "2026-11-18" */
export function formatDays(from: string, to: string): string {
  return fullDay().formatRange(noonOf(from), noonOf(to));
}

/** "7 am". @param hour 0 to 23 */
export function formatHour(hour: number): string {
  return hourOfDay().format(new Date(Date.UTC(2024, 0, 1, hour)));
}

/** "7:30 am". @param time "07:30"; "24:00" is midnight */
export function formatClock(time: string): string {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return clock().format(new Date(Date.UTC(2024, 0, 1, hours, minutes)));
}

/** "7:30 am – 8:00 am", in one line: the dash and the spaces allow no break. */
export function joinTimes(from: string, to: string): string {
  return `${from}\u00a0–\u2060\u00a0${to}`.replaceAll(' ', '\u00a0');
}

/** "7:00 – 12:00, 14:00 – 18:00". @param spans in 24-hour time, "07:00" */
export function formatSpans(
  spans: readonly { readonly from: string; readonly to: string }[],
): string {
  return spans.map(({ from, to }) => joinTimes(formatClock(from), formatClock(to))).join(', ');
}

/** "today", "tomorrow", "in 3 days". @param date "2026-12-01" @param from the day that is "today" */
export function formatDistance(date: string, from: string = today()): string {
  const days = (Date.parse(date) - Date.parse(from)) / 86_400_000;
  return relative().format(days, 'day');
}

/** The bakery's date at an instant, "2026-12-01". */
export function dateOf(instant: Instant): string {
  return isoDate().format(new Date(instant));
}

/** The bakery's date now, "2026-12-01". */
export function today(): string {
  return dateOf(now());
}

/** @param date "2026-12-01" */
export function addDays(date: string, days: number): string {
  return new Date(Date.parse(date) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The name of an ISO weekday, 1 to 7. */
export function formatWeekday(weekday: number): string {
  // 1 January 2024 was a Monday.
  return nameOfWeekday().format(new Date(Date.UTC(2024, 0, weekday)));
}

/** "a, b and c" */
export function formatList(items: readonly string[]): string {
  return list().format(items.map(isolateForeign));
}

interface PluralForms {
  readonly one: string;
  readonly other: string;
}

/** The plural form for the number in the page's language. */
export function plural(count: number, { one, other }: PluralForms): string {
  return plurals().select(count) === 'one' ? one : other;
}

/**
 * An instant near noon that has this date in the bakery's time zone. Noon in UTC is another date in
 * some zones, and then the instant is 12 hours earlier or later.
 */
function noonOf(date: string): Date {
  const noon = Date.parse(`${date}T12:00:00Z`);
  const shown = dateOf(noon);
  if (shown === date) return new Date(noon);
  return new Date(noon + (shown < date ? 1 : -1) * 12 * 3_600_000);
}
