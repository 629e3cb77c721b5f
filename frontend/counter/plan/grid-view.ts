import { html, nothing, repeat } from '../../components/html.ts';
import {
  formatDayOfMonth,
  formatDays,
  formatShortDay,
  formatWeekdayOf,
} from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import {
  cellField,
  cellFigures,
  faultLine,
  faultOf,
  nameFigures,
  resetButton,
  rowName,
} from './cell-view.ts';
import { noteOf, shortNoteOf } from './day-note.ts';
import type { PlanActions } from './plan.ts';
import {
  datesOf,
  daysOfWeek,
  isShort,
  type PlanState,
  type Row,
  type RowDay,
  type RowKind,
  rowKinds,
} from './plan-state.ts';
import { words } from './words.ts';

/** The days beside each other. */
export function gridView(state: PlanState, actions: PlanActions) {
  const dates = datesOf(state);
  const weeks = [dates.slice(0, daysOfWeek), dates.slice(daysOfWeek)];
  return html`<div class="plan-scroll" tabindex="-1">
    <table class="plan-grid" @keydown=${actions.moveByKey} @focusin=${actions.selectText}>
      <caption class="visually-hidden">
        ${words.title}
      </caption>
      <thead>
        <tr class="plan-weeks">
          <td></td>
          ${weeks.map((week) => weekHead(week, actions))}
        </tr>
        <tr>
          <th scope="col">${words.product}</th>
          ${repeat(
            dates,
            (date) => date,
            (date) => dayHead(date, state, actions),
          )}
        </tr>
      </thead>
      ${rowKinds.map((kind) => productRows(kind, state, actions))}
    </table>
  </div>`;
}

function weekHead(week: readonly string[], { copyWeek }: PlanActions) {
  const [first = '', last = ''] = [week[0], week.at(-1)];
  const days = formatDays(first, last);
  return html`<th scope="colgroup" colspan=${week.length}>
    <div>
      <span>${days}</span>
      <button
        type="button"
        class="link"
        aria-label=${words.copyWeekOf(days)}
        @click=${() => void copyWeek(first)}
      >
        ${words.copyWeek}
      </button>
    </div>
  </th>`;
}

function dayHead(date: string, state: PlanState, { copyDay }: PlanActions) {
  const note = shortNoteOf(date, state);
  return html`<th
    scope="col"
    class="plan-day ${note === '' ? '' : 'special'}"
    aria-current=${date === businessDay() ? 'date' : nothing}
    title=${noteOf(date, state) || nothing}
  >
    <span
      >${date === businessDay() ? words.today : formatWeekdayOf(date)}
      ${note === '' ? nothing : html`<strong>${note}</strong>`}</span
    >
    <b>${formatDayOfMonth(date)}</b>
    <button
      type="button"
      class="link"
      aria-label=${words.copyDayOf(formatShortDay(date))}
      @click=${() => void copyDay(date)}
    >
      ${words.copyDay}
    </button>
  </th>`;
}

function productRows(kind: RowKind, state: PlanState, actions: PlanActions) {
  const rows = (state.rows ?? []).filter((row) => row.kind === kind);
  if (rows.length === 0) return nothing;
  return html`<tbody>
    <tr class="plan-kind">
      <th scope="rowgroup"><h2>${words.kinds[kind]}</h2></th>
      <td colspan=${datesOf(state).length}></td>
    </tr>
    ${repeat(
      rows,
      ({ id }) => id,
      (row) => rowView(row, state, actions),
    )}
  </tbody>`;
}

function rowView(row: Row, state: PlanState, actions: PlanActions) {
  const cell = (day: RowDay, column: number) =>
    html`<td class=${isShort(day) ? 'short' : nothing}>
      ${cellField({ row, day }, state, actions, column)}
      ${resetButton({ row, day }, state, actions, '↺')} ${cellFigures({ row, day }, state)}
    </td>`;
  return html`<tr>
      <th scope="row">
        ${rowName(row)}
        <small aria-hidden="true">${nameFigures(row)}</small>
      </th>
      ${repeat(row.days, ({ date }) => date, cell)}
    </tr>
    ${faultRow(row, state)}`;
}

/** A cell is too narrow for these texts. */
function faultRow(row: Row, state: PlanState) {
  const faults = row.days
    .map((day) => ({ date: day.date, fault: faultOf({ row, day }, state) }))
    .filter(({ fault }) => fault !== '');
  if (faults.length === 0) return nothing;
  return html`<tr class="plan-faults">
    <td></td>
    <td colspan=${row.days.length}>
      ${faults.map(({ date, fault }) => faultLine(`${formatShortDay(date)}: ${fault}`))}
    </td>
  </tr>`;
}
