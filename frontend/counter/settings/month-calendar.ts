import { weekdayOf } from '../../../shared/domain/calendar.ts';
import { button } from '../../components/button.ts';
import { type EventAt, html, nothing } from '../../components/html.ts';
import { addDays, formatMonth, formatWeekday, formatWeekdayOf } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { words } from './words.ts';

export interface MonthCalendar {
  /** The day that Tab reaches, "2026-12-24"; its month is shown. */
  readonly at: string;
  readonly chosen: string | null;
  /** Days before and after these cannot be chosen. */
  readonly first: string;
  readonly last: string;
}

export interface ShownDay {
  /** What the colour and the sign of the day say. */
  readonly kind: 'closed' | 'changed' | 'usual' | 'day-off';
  /** For screen readers: "Thursday, 24 December: closed (Christmas Eve)". */
  readonly label: string;
}

export interface CalendarActions {
  readonly move: (date: string) => void;
  readonly choose: (date: string) => void;
}

const signs = { closed: '✕', changed: '●', usual: '', 'day-off': '–' } as const;

/**
 * The days of a month. Arrow keys move by a day or a week, Home and End within the week, Page Up and Page Down by a
 * month: https://www.w3.org/WAI/ARIA/apg/patterns/dialog-modal/examples/datepicker-dialog/
 */
export function monthCalendar(
  calendar: MonthCalendar,
  showDay: (date: string) => ShownDay,
  actions: CalendarActions,
) {
  const { at, first, last } = calendar;
  const turn = (months: number) => actions.move(withinReach(addMonths(at, months), calendar));
  return html`<div class="calendar">
    <div class="calendar-head">
      ${button('round', '‹', () => turn(-1), {
        label: words.previousMonth,
        isBlocked: monthOf(at) <= monthOf(first),
      })}
      <h3 id="calendar-month" aria-live="polite">${formatMonth(at)}</h3>
      ${button('round', '›', () => turn(1), {
        label: words.nextMonth,
        isBlocked: monthOf(at) >= monthOf(last),
      })}
    </div>
    <table role="grid" aria-labelledby="calendar-month" @keydown=${moveWithKeys(calendar, actions)}>
      <thead>
        <tr>
          ${weekFrom(mondayOf(at)).map(
            (date) =>
              html`<th scope="col" abbr=${formatWeekday(weekdayOf(date))}>
                ${formatWeekdayOf(date)}
              </th>`,
          )}
        </tr>
      </thead>
      <tbody>
        ${weeksOf(at).map(
          (week) =>
            html`<tr>
              ${week.map((date) => dayCell(date, calendar, showDay, actions))}
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

function dayCell(
  date: string,
  { at, chosen, first, last }: MonthCalendar,
  showDay: (date: string) => ShownDay,
  { choose }: CalendarActions,
) {
  if (monthOf(date) !== monthOf(at)) return html`<td></td>`;
  const { kind, label } = showDay(date);
  const isBlocked = date < first || date > last;
  return html`<td aria-selected=${date === chosen ? 'true' : 'false'}>
    <button
      type="button"
      class="calendar-day ${kind}"
      data-date=${date}
      tabindex=${date === at ? 0 : -1}
      aria-label=${label}
      aria-current=${date === businessDay() ? 'date' : nothing}
      aria-disabled=${isBlocked ? 'true' : nothing}
      @click=${() => {
        if (!isBlocked) choose(date);
      }}
    >
      ${Number(date.slice(8))} <small>${signs[kind]}</small>
    </button>
  </td>`;
}

export function focusDay(place: Element, date: string): void {
  place.querySelector<HTMLElement>(`.calendar-day[data-date="${date}"]`)?.focus();
}

function moveWithKeys(calendar: MonthCalendar, { move }: CalendarActions) {
  return (event: KeyboardEvent & EventAt<HTMLElement>) => {
    const to = dateAfter(event.key, calendar.at);
    if (to === undefined) return;
    event.preventDefault();
    const place = event.currentTarget;
    const date = withinReach(to, calendar);
    move(date);
    focusDay(place, date);
  };
}

function dateAfter(key: string, at: string): string | undefined {
  const monday = mondayOf(at);
  const dates: Readonly<Record<string, string>> = {
    ArrowLeft: addDays(at, -1),
    ArrowRight: addDays(at, 1),
    ArrowUp: addDays(at, -7),
    ArrowDown: addDays(at, 7),
    Home: monday,
    End: addDays(monday, 6),
    PageUp: addMonths(at, -1),
    PageDown: addMonths(at, 1),
  };
  return dates[key];
}

function withinReach(date: string, { first, last }: MonthCalendar): string {
  if (date < first) return first;
  return date > last ? last : date;
}

function monthOf(date: string): string {
  return date.slice(0, 7);
}

function mondayOf(date: string): string {
  return addDays(date, 1 - weekdayOf(date));
}

function weekFrom(monday: string): string[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days));
}

/** The weeks with days of this month, from Monday. */
function weeksOf(date: string): string[][] {
  const first = mondayOf(`${monthOf(date)}-01`);
  return [0, 7, 14, 21, 28, 35]
    .map((days) => weekFrom(addDays(first, days)))
    .filter((week) => week.some((day) => monthOf(day) === monthOf(date)));
}

/** The same day of another month, or the last day of a shorter month. */
function addMonths(date: string, months: number): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const lastDay = new Date(Date.UTC(year, month + months, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(day, lastDay)))
    .toISOString()
    .slice(0, 10);
}
