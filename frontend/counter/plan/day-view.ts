import { html, nothing, repeat } from '../../components/html.ts';
import {
  formatDay,
  formatDayOfMonth,
  formatNumber,
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
import { type Cell, datesOf, isShort, type PlanState, rowKinds } from './plan-state.ts';
import { words } from './words.ts';

/** One day on a narrow screen, and a row of the others. */
export function dayView(state: PlanState, actions: PlanActions) {
  const dates = datesOf(state);
  const date = dates.find((one) => one === state.day) ?? dates[0] ?? businessDay();
  const note = noteOf(date, state);
  const cells = cellsOn(date, state);
  return html`<div class="day-strip plan" role="group" aria-label=${words.day}>
      <div class="day-tiles">
        ${repeat(
          dates,
          (one) => one,
          (one) => dayTile(one, one === date, state, actions),
        )}
      </div>
    </div>
    <div class="plan-day-head">
      <h2>${formatDay(date)}</h2>
      <button
        type="button"
        class="link"
        aria-label=${words.copyDayOf(formatShortDay(date))}
        @click=${() => void actions.copyDay(date)}
      >
        ${words.copyDay}
      </button>
    </div>
    ${note === '' ? nothing : html`<p class="notice">${note}</p>`}
    <div @keydown=${actions.moveByKey} @focusin=${actions.selectText}>
      ${rowKinds.map((kind) => {
        const ofKind = cells.filter(({ row }) => row.kind === kind);
        return ofKind.length === 0
          ? nothing
          : html`<h3>${words.kinds[kind]}</h3>
              <ul class="plan-list">
                ${repeat(
                  ofKind,
                  ({ row }) => row.id,
                  (cell) => rowLine(cell, state, actions),
                )}
              </ul>`;
      })}
    </div>`;
}

function dayTile(date: string, isShown: boolean, state: PlanState, { showDay }: PlanActions) {
  const short = cellsOn(date, state).filter(({ day }) => isShort(day)).length;
  const note = shortNoteOf(date, state);
  return html`<button
    type="button"
    class="day-tile ${note === '' ? '' : 'special'}"
    aria-pressed=${isShown}
    @click=${() => showDay(date)}
  >
    <span
      >${date === businessDay() ? words.today : formatWeekdayOf(date)}
      ${note === '' ? nothing : html`<strong>${note}</strong>`}</span
    >
    <b>${formatDayOfMonth(date)}</b>
    ${
      short > 0
        ? html`<small class="plan-short">${words.shortProducts(formatNumber(short))}</small>`
        : html`<small>${'\u00a0'}</small>`
    }
  </button>`;
}

function rowLine(cell: Cell, state: PlanState, actions: PlanActions) {
  const { row } = cell;
  const fault = faultOf(cell, state);
  return html`<li>
    <div class="plan-about">
      ${rowName(row)}
      <small aria-hidden="true">${nameFigures(row)}</small>
      ${cellFigures(cell, state)} ${resetButton(cell, state, actions, words.reset)}
    </div>
    ${cellField(cell, state, actions, 0)} ${fault === '' ? nothing : faultLine(fault)}
  </li>`;
}

function cellsOn(date: string, { rows }: PlanState): Cell[] {
  return (rows ?? []).flatMap((row) =>
    row.days.filter((day) => day.date === date).map((day) => ({ row, day })),
  );
}
