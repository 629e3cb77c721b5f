import { html, nothing, repeat } from '../../components/html.ts';
import {
  formatDay,
  formatDayOfMonth,
  formatNumber,
  formatShortDay,
  formatWeekdayOf,
  today,
} from '../../components/wording.ts';
import { cellField, cellFigures, nameFigures, resetButton } from './cell-view.ts';
import { noteOf, shortNoteOf } from './day-note.ts';
import type { PlanActions } from './plan.ts';
import { type CellAt, datesOf, type PlanState, productsOf } from './plan-state.ts';
import { words } from './words.ts';

const kinds = ['daily', 'made_to_order'] as const;

/** One day on a narrow screen, and a row of the others. */
export function dayView(state: PlanState, actions: PlanActions) {
  const dates = datesOf(state);
  const date = dates.find((one) => one === state.day) ?? dates[0] ?? today();
  const note = noteOf(date, state);
  const cells = productsOf(state).flatMap((product) =>
    product.days.filter((day) => day.date === date).map((day) => ({ product, day })),
  );
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
      ${kinds.map((kind) => {
        const ofKind = cells.filter(({ product }) => product.kind === kind);
        return ofKind.length === 0
          ? nothing
          : html`<h3>${words.kinds[kind]}</h3>
              <ul class="plan-list">
                ${repeat(
                  ofKind,
                  ({ product }) => product.product_id,
                  (cell) => productLine(cell, state, actions),
                )}
              </ul>`;
      })}
    </div>`;
}

function dayTile(date: string, isShown: boolean, state: PlanState, { showDay }: PlanActions) {
  const short = productsOf(state).filter(({ days }) =>
    days.some((day) => day.date === date && (day.left ?? 0) < 0),
  ).length;
  const note = shortNoteOf(date, state);
  return html`<button
    type="button"
    class="day-tile"
    aria-pressed=${isShown}
    @click=${() => showDay(date)}
  >
    <span>${date === today() ? words.today : formatWeekdayOf(date)}</span>
    <b>${formatDayOfMonth(date)}</b>
    ${
      short > 0
        ? html`<small class="plan-short">${words.shortProducts(formatNumber(short))}</small>`
        : html`<small>${note === '' ? '\u00a0' : note}</small>`
    }
  </button>`;
}

function productLine(cell: CellAt, state: PlanState, actions: PlanActions) {
  const { product } = cell;
  return html`<li>
    <div class="plan-about">
      <a href="#/catalogue/${product.product_id}">${product.name}</a>
      <small aria-hidden="true">${nameFigures(product)}</small>
      ${cellFigures(cell, state)} ${resetButton(cell, actions, words.reset)}
    </div>
    ${cellField(cell, state, actions, 0)}
  </li>`;
}
