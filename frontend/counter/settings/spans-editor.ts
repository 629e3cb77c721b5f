import type { Settings } from '../../../shared/contract/settings.ts';
import { button } from '../../components/button.ts';
import { fieldsOf } from '../../components/field.ts';
import type { Faults } from '../../components/form.ts';
import { html, nothing } from '../../components/html.ts';
import { runsPastMidnight } from '../../components/opening-hours.ts';
import { words } from './words.ts';

export type Span = NonNullable<Settings['opening_hours'][1]>[number];

export interface EditedDay {
  /** The name of the day: "Monday". */
  readonly name: string;
  /** The path of its hours in the request: "/opening_hours/1". */
  readonly path: string;
  /** The id of the form, for fields outside of it. */
  readonly form?: string;
}

/** The names of the time fields of a day. */
export function namesOfSpans(path: string, spans: readonly Span[]): string[] {
  return spans.flatMap((_, index) => [`${path}/${index}/from`, `${path}/${index}/to`]);
}

/** Edits the hours of a day. The element around the list has the class "day", and its button to add hours "add-hours". */
export function spansEditor(
  day: EditedDay,
  spans: readonly Span[],
  faults: Faults,
  onChange: (spans: Span[]) => void,
) {
  const editor = (span: Span, index: number) =>
    spanEditor(day, index, span, faults, (changed) =>
      onChange(spans.toSpliced(index, 1, ...changed)),
    );
  return html`<ul class="spans" ?hidden=${spans.length === 0}>
    ${spans.map(editor)}
  </ul>`;
}

/** A button that adds hours and puts the focus into them. */
export function addHoursButton(
  { name }: EditedDay,
  spans: readonly Span[],
  suggested: Span,
  onChange: (spans: Span[]) => void,
) {
  const add = ({ currentTarget }: MouseEvent) => {
    const day = (currentTarget as HTMLElement).closest('.day');
    onChange([...spans, suggested]);
    day?.querySelector<HTMLElement>('.span:last-child input')?.focus();
  };
  return button('link add-hours', words.addHours, add, { label: words.addHoursOn(name) });
}

/** @param onChange called with the changed span, or with none when it is removed */
function spanEditor(
  { name: day, path, form }: EditedDay,
  index: number,
  span: Span,
  faults: Faults,
  onChange: (spans: Span[]) => void,
) {
  const [from, to] = [`${path}/${index}/from`, `${path}/${index}/to`];
  // A time field shows the end of a day, 24:00, as 00:00.
  const values = { [from]: span.from, [to]: span.to.replace('24:', '00:') };
  const { input } = fieldsOf({ values, faults }, (name, value) =>
    onChange([name === from ? { ...span, from: value } : { ...span, to: endOf(value) }]),
  );
  const options = { type: 'time', ...(form !== undefined && { form }) } as const;
  const isNextDay = span.from !== '' && span.to !== '' && runsPastMidnight(span);
  const remove = ({ currentTarget }: MouseEvent) => {
    const day = (currentTarget as HTMLElement).closest('.day');
    onChange([]);
    day?.querySelector<HTMLElement>('.add-hours')?.focus();
  };
  return html`<li class="span bare">
    ${input(from, words.opens(day, index), options)}
    <span aria-hidden="true">–</span>
    ${input(to, words.closes(day, index), options)}
    ${isNextDay ? html`<span class="quiet">${words.nextDay}</span>` : nothing}
    ${button('round', '✕', remove, { label: words.removeHours(day, index) })}
  </li>`;
}

function endOf(typed: string): string {
  return typed === '00:00' ? '24:00' : typed;
}
