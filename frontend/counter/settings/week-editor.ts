import type { Settings } from '../../../shared/contract/settings.ts';
import { button } from '../../components/button.ts';
import type { Faults } from '../../components/form.ts';
import { html, nothing } from '../../components/html.ts';
import { formatWeekday } from '../../components/wording.ts';
import { addHoursButton, namesOfSpans, type Span, spansEditor } from './spans-editor.ts';
import { words } from './words.ts';

export type Week = Settings['opening_hours'];
type Weekday = keyof Week;

export const weekdays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Suggested hours while no day has hours. */
const usualHours: Span = { from: '08:00', to: '18:00' };
const noHours: Span = { from: '', to: '' };

export interface WeekActions {
  readonly setHours: (weekday: Weekday, spans: Span[]) => void;
}

/** With an empty list for each closed day. */
export function wholeWeek(week: Week): Week {
  return Object.fromEntries(weekdays.map((weekday) => [weekday, week[weekday] ?? []]));
}

/** The names of all time fields: their paths in the settings. */
export function namesOfWeek(week: Week): string[] {
  return weekdays.flatMap((weekday) => namesOfSpans(pathOf(weekday), week[weekday] ?? []));
}

function pathOf(weekday: Weekday): string {
  return `/opening_hours/${weekday}`;
}

/** Edits the opening hours of a week. */
export function weekEditor(week: Week, faults: Faults, { setHours }: WeekActions) {
  return html`<ul class="week">
    ${weekdays.map((weekday) => dayEditor(weekday, week, faults, (spans) => setHours(weekday, spans)))}
  </ul>`;
}

function dayEditor(
  weekday: Weekday,
  week: Week,
  faults: Faults,
  onChange: (spans: Span[]) => void,
) {
  const day = { name: formatWeekday(weekday), path: pathOf(weekday) };
  const spans = week[weekday] ?? [];
  return html`<li class="day">
    <h3>${day.name}</h3>
    <p class="quiet" ?hidden=${spans.length > 0}>${words.closed}</p>
    ${spansEditor(day, spans, faults, onChange)}
    <div class="day-actions">
      ${copyButton(weekday, week, onChange)}
      ${addHoursButton(day, spans, suggestSpan(weekday, week), onChange)}
    </div>
  </li>`;
}

/** Offers the hours of the day above, if they differ. */
function copyButton(weekday: Weekday, week: Week, onChange: (spans: Span[]) => void) {
  const above = dayAbove(weekday);
  if (above === undefined) return nothing;
  const spans = week[above] ?? [];
  if (JSON.stringify(spans) === JSON.stringify(week[weekday] ?? [])) return nothing;
  const [from, to] = [formatWeekday(above), formatWeekday(weekday)];
  const copy = ({ currentTarget }: MouseEvent) => {
    const day = (currentTarget as HTMLElement).closest('.day');
    onChange([...spans]);
    day?.querySelector<HTMLElement>('.add-hours')?.focus();
  };
  return button('link', words.sameAs(from), copy, { label: words.sameAsOn(from, to) });
}

function dayAbove(weekday: Weekday): Weekday | undefined {
  return weekdays.find((day) => day === weekday - 1);
}

/** A new span takes the hours at the same place of the next day above that has hours. */
function suggestSpan(weekday: Weekday, week: Week): Span {
  const index = week[weekday]?.length ?? 0;
  const above = weekdays.filter((day) => day < weekday && (week[day] ?? []).length > 0).at(-1);
  const usual = index === 0 ? usualHours : noHours;
  return (above === undefined ? undefined : week[above]?.[index]) ?? usual;
}
