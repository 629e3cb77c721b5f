/**
 * Dates and times of day in the bakery's time zone. An instant is a `Date`; a local date is
 * "2026-11-23", a local time "07:30". When the clock changes, a local hour is skipped in spring and
 * occurs twice in autumn.
 */

/** "2026-11-23" */
export type LocalDate = string;

/** "07:30", from "00:00" to "24:00" */
export type TimeOfDay = string;

const secondMs = 1_000;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/** 1 Monday … 7 Sunday (ISO 8601). */
export function weekdayOf(date: LocalDate): number {
  return ((toUtc(date).getUTCDay() + 6) % 7) + 1;
}

export function addDays(date: LocalDate, days: number): LocalDate {
  return fromUtc(new Date(toUtc(date).getTime() + days * dayMs));
}

/** The days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return (toUtc(to).getTime() - toUtc(from).getTime()) / dayMs;
}

/** Whether the text is an existing date in the years 1970 to 2199. */
export function isLocalDate(text: string): boolean {
  return (
    /^(19[7-9]|20\d|21\d)\d-\d{2}-\d{2}$/.test(text) &&
    !Number.isNaN(toUtc(text).getTime()) &&
    fromUtc(toUtc(text)) === text
  );
}

/** The local date of an instant. */
export function dateAt(instant: Date, timeZone: string): LocalDate {
  return fromUtc(wallClock(instant, timeZone));
}

/** The local time of an instant, to the minute. */
export function timeAt(instant: Date, timeZone: string): TimeOfDay {
  return wallClock(instant, timeZone).toISOString().slice(11, 16);
}

/**
 * The instant of a local date and time. For a time that occurs twice, the first instant; for a
 * skipped time, the instant of the clock change.
 */
export function instantAt(date: LocalDate, time: TimeOfDay, timeZone: string): Date {
  const wall = toUtc(date).getTime() + minutesOf(time) * minuteMs;
  const candidates = [wall - dayMs, wall + dayMs]
    .map((around) => wall - offsetMs(new Date(around), timeZone))
    .toSorted((a, b) => a - b);
  const exact = candidates.find(
    (instant) => wallClock(new Date(instant), timeZone).getTime() === wall,
  );
  return new Date(exact ?? firstInstantAfter(wall, candidates, timeZone));
}

/** Bisects to the second between an instant before the gap and an instant after the gap. */
function firstInstantAfter(
  wall: number,
  [before = 0, after = 0]: number[],
  timeZone: string,
): number {
  let [early, late] = [before - minuteMs, after + minuteMs];
  while (late - early > secondMs) {
    const middle = early + Math.floor((late - early) / 2 / secondMs) * secondMs;
    if (wallClock(new Date(middle), timeZone).getTime() < wall) early = middle;
    else late = middle;
  }
  return late;
}

/** From the first instant of a local day to the first instant of the next day. */
export interface DayBounds {
  readonly from: Date;
  readonly to: Date;
}

/**
 * The bounds of a local day. The days of a zone have no gaps and no overlaps: a midnight that
 * occurs twice counts once, and a day that a zone skips is empty.
 */
export function dayBounds(date: LocalDate, timeZone: string): DayBounds {
  return {
    from: instantAt(date, '00:00', timeZone),
    to: instantAt(addDays(date, 1), '00:00', timeZone),
  };
}

/** The instants that a date can have anywhere: zones lie between UTC-12 and UTC+14. */
export function widestBounds(date: LocalDate): DayBounds {
  const midnight = Date.parse(`${date}T00:00:00Z`);
  return { from: new Date(midnight - 14 * 3_600_000), to: new Date(midnight + 36 * 3_600_000) };
}

/** A span with a constant offset from UTC. */
export interface ClockSpan {
  readonly from: Date;
  readonly to: Date;
  /** Seconds that local time is ahead of UTC. */
  readonly offsetSeconds: number;
}

const scanMs = 6 * 60 * minuteMs;

/**
 * The spans between clock changes, in order.
 * @param from a whole second, as is `to`
 */
export function clockSpans({ from, to }: DayBounds, timeZone: string): ClockSpan[] {
  const spans: ClockSpan[] = [];
  for (let begin = from.getTime(); begin < to.getTime();) {
    const offset = offsetMs(new Date(begin), timeZone);
    const end = nextChange(begin, to.getTime(), offset, timeZone);
    spans.push({ from: new Date(begin), to: new Date(end), offsetSeconds: offset / secondMs });
    begin = end;
  }
  return spans;
}

/** The first second with another offset; `to` when the offset does not change before `to`. */
function nextChange(from: number, to: number, offset: number, timeZone: string): number {
  const isChanged = (at: number) => offsetMs(new Date(at), timeZone) !== offset;
  let early = from;
  let late = Math.min(early + scanMs, to);
  while (late < to && !isChanged(late)) [early, late] = [late, Math.min(late + scanMs, to)];
  if (!isChanged(late)) return to;
  while (late - early > secondMs) {
    const middle = early + Math.floor((late - early) / 2 / secondMs) * secondMs;
    if (isChanged(middle)) late = middle;
    else early = middle;
  }
  return late;
}

/** Minutes since midnight. */
export function minutesOf(time: TimeOfDay): number {
  const [hours = 0, minutes = 0] = time.split(':').map(Number);
  return 60 * hours + minutes;
}

/**
 * Whether the text is an unambiguous time zone, named after a place. "IST" may mean India or
 * Israel, and the sign of "+05:30" is read in both directions.
 */
export function isTimeZone(text: string): boolean {
  if (text !== 'UTC' && !text.includes('/')) return false;
  try {
    new Intl.DateTimeFormat('en', { timeZone: text });
    return true;
  } catch {
    return false;
  }
}

/**
 * The name of a zone in its usual spelling. Node replaces some names with older names
 * ("Asia/Kolkata" with "Asia/Calcutta"), so only the letter case is taken from Node.
 */
export function toTimeZoneName(text: string): string {
  const { timeZone } = new Intl.DateTimeFormat('en', { timeZone: text }).resolvedOptions();
  return timeZone.toLowerCase() === text.toLowerCase() ? timeZone : text;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The local time, stored as if it were UTC. */
function wallClock(instant: Date, timeZone: string): Date {
  let format = formats.get(timeZone);
  if (!format) {
    format = new Intl.DateTimeFormat('sv-SE', {
      timeZone,
      dateStyle: 'short',
      timeStyle: 'medium',
    });
    formats.set(timeZone, format);
  }
  return new Date(`${format.format(instant).replace(' ', 'T')}Z`);
}

function offsetMs(instant: Date, timeZone: string): number {
  return wallClock(instant, timeZone).getTime() - instant.getTime();
}

function toUtc(date: LocalDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

function fromUtc(wall: Date): LocalDate {
  return wall.toISOString().slice(0, 10);
}
