import type { Settings } from '../../../shared/contract/settings.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import type { Faults } from '../../components/form.ts';
import { html, nothing } from '../../components/html.ts';
import { runsPastMidnight } from '../../components/opening-hours.ts';
import { formatWeekday } from '../../components/wording.ts';
import { words } from './words.ts';

export type Week = Settings['opening_hours'];
type Span = NonNullable<Week[1]>[number];
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
  return weekdays.flatMap((weekday) =>
    (week[weekday] ?? []).flatMap((_, index) => {
      const path = pathOf(weekday, index);
      return [`${path}/from`, `${path}/to`];
    }),
  );
}

function pathOf(weekday: Weekday, index: number): string {
  return `/opening_hours/${weekday}/${index}`;
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
  const name = formatWeekday(weekday);
  const spans = week[weekday] ?? [];
  const add = ({ currentTarget }: MouseEvent) => {
    const day = (currentTarget as HTMLElement).closest('li');
    onChange([...spans, suggestSpan(weekday, week)]);
    day?.querySelector<HTMLElement>('.span:last-child input')?.focus();
  };
  const editor = (span: Span, index: number) =>
    spanEditor(weekday, index, span, faults, (changed) =>
      onChange(spans.toSpliced(index, 1, ...changed)),
    );
  return html`<li class="day">
    <h3>${name}</h3>
    <p class="quiet" ?hidden=${spans.length > 0}>${words.closed}</p>
    <ul class="spans" ?hidden=${spans.length === 0}>
      ${spans.map(editor)}
    </ul>
    <div class="day-actions">
      ${copyButton(weekday, week, onChange)}
      ${button('link add-hours', words.addHours, add, { label: words.addHoursOn(name) })}
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

/** @param onChange called with the changed span, or with none when it is removed */
function spanEditor(
  weekday: Weekday,
  index: number,
  span: Span,
  faults: Faults,
  onChange: (spans: Span[]) => void,
) {
  const day = formatWeekday(weekday);
  const path = pathOf(weekday, index);
  const [from, to] = [`${path}/from`, `${path}/to`];
  // A time field shows the end of a day, 24:00, as 00:00.
  const values = { [from]: span.from, [to]: span.to.replace('24:', '00:') };
  const { input } = fieldsOf({ values, faults }, (name, value) =>
    onChange([name === from ? { ...span, from: value } : { ...span, to: endOf(value) }]),
  );
  const isNextDay = span.from !== '' && span.to !== '' && runsPastMidnight(span);
  const remove = ({ currentTarget }: MouseEvent) => {
    const day = (currentTarget as HTMLElement).closest('.day');
    onChange([]);
    day?.querySelector<HTMLElement>('.add-hours')?.focus();
  };
  return html`<li class="span bare">
    ${input(from, words.opens(day, index), { type: 'time' })}
    <span aria-hidden="true">–</span>
    ${input(to, words.closes(day, index), { type: 'time' })}
    ${isNextDay ? html`<span class="quiet">${words.nextDay}</span>` : nothing}
    ${button('round', '✕', remove, { label: words.removeHours(day, index) })}
  </li>`;
}

function endOf(typed: string): string {
  return typed === '00:00' ? '24:00' : typed;
}
