import { button } from '../../components/button.ts';
import { html, live, nothing, repeat, withValue } from '../../components/html.ts';
import { noticeBox } from '../../components/notice.ts';
import { addDays, formatDay, formatNumber } from '../../components/wording.ts';
import { saveState } from '../save-state.ts';
import { stockParts } from '../stock/stock-parts.ts';
import type { DayBooksActions } from './day-books.ts';
import {
  type DayBooksState,
  type Goods,
  keptOf,
  keyOf,
  savedIn,
  type Total,
  totals,
} from './day-books-state.ts';
import { words } from './words.ts';

/** The daily products with fields for the totals of a day. */
export function dayBooksView(state: DayBooksState, actions: DayBooksActions) {
  const { loaded, notice } = state;
  const isFuture = loaded !== null && loaded.date > loaded.today;
  return html`${stockParts('daily')}
    <div class="books-head">
      <div>
        <h1>
          ${words.title}
          ${loaded ? html`<span class="quiet">${formatDay(loaded.date)}</span>` : nothing}
        </h1>
        <p class="quiet">${words.lead}</p>
      </div>
      <div class="books-tools">
        ${loaded ? dayChoice(loaded) : nothing}
        <a class="button soft button-link" href="#/plan">${words.toPlan}</a>
        ${
          loaded && loaded.goods.length > 0 && !isFuture
            ? button('button soft', words.rest, actions.wasteRest)
            : nothing
        }
        ${saveState(state, actions.retry)}
      </div>
    </div>
    ${noticeBox(notice)}
    ${
      loaded === null
        ? nothing
        : loaded.goods.length === 0
          ? emptyState()
          : goodsTable(loaded.goods, isFuture, state, actions)
    }`;
}

function emptyState() {
  return html`<div class="empty-state">
    <h2>${words.none}</h2>
    <a class="button soft button-link" href="#/catalogue">${words.toProducts}</a>
  </div>`;
}

function dayChoice({ today, date }: NonNullable<DayBooksState['loaded']>) {
  const link = (day: string, text: string, label?: string) =>
    html`<a
      class="day-link"
      href=${day === today ? '#/stock/daily' : `#/stock/daily?day=${day}`}
      aria-label=${label ?? nothing}
      aria-current=${label === undefined && day === date ? 'date' : nothing}
      >${text}</a
    >`;
  return html`<div class="segments" role="group" aria-label=${words.day}>
    ${link(addDays(date, -1), '‹', words.before)} ${link(today, words.today)}
    ${link(addDays(date, 1), '›', words.after)}
  </div>`;
}

/** @param isFuture of a day that has not begun, only what was baked can be typed */
function goodsTable(
  goods: readonly Goods[],
  isFuture: boolean,
  state: DayBooksState,
  actions: DayBooksActions,
) {
  const { product, planned, ordered, left } = words.columns;
  return html`<table
    class="data books"
    @keydown=${actions.moveByKey}
    @focusin=${actions.selectText}
  >
    <caption class="visually-hidden">
      ${words.title}
    </caption>
    <thead>
      <tr>
        <th scope="col">${product}</th>
        <th scope="col" class="number">${planned}</th>
        <th scope="col" class="number">${ordered}</th>
        ${totals.map((total) => html`<th scope="col" class="books-total">${words.columns[total]}</th>`)}
        <th scope="col" class="number">${left}</th>
        <th scope="col"><span class="visually-hidden">${words.actions}</span></th>
      </tr>
    </thead>
    <tbody>
      ${repeat(
        goods,
        ({ id }) => id,
        (one) => goodsRow(one, isFuture, state, actions),
      )}
    </tbody>
  </table>`;
}

function goodsRow(goods: Goods, isFuture: boolean, state: DayBooksState, actions: DayBooksActions) {
  const { id, name, planned, ordered, left } = goods;
  const figure = (label: string, units: number) =>
    html`<td class="number books-figure" data-label=${label}>${formatNumber(units)}</td>`;
  const isShort = left < 0;
  return html`<tr>
      <th scope="row" class="cell-name"><a href="#/catalogue/${id}">${name}</a></th>
      ${figure(words.columns.planned, planned)} ${figure(words.columns.ordered, ordered)}
      ${totals.map((total, column) => {
        const isClosed = isFuture && total !== 'baked';
        return html`<td class="books-total" data-label=${words.columns[total]}>
          ${totalField(goods, total, column, isClosed, state, actions)}
        </td>`;
      })}
      <td
        class="number books-left ${isShort ? 'short' : ''}"
        data-label=${isShort ? nothing : words.columns.left}
      >
        ${isShort ? words.shortBy(-left) : formatNumber(left)}
      </td>
      <td class="books-actions">${rowActions(goods, actions)}</td>
    </tr>
    ${faultRow(goods, state)}`;
}

/** A field is too narrow for these texts. */
function faultRow(goods: Goods, state: DayBooksState) {
  const faults = totals
    .map((total) => ({ total, fault: faultOf(goods, total, state) }))
    .filter(({ fault }) => fault !== '');
  if (faults.length === 0) return nothing;
  const line = ({ total, fault }: (typeof faults)[number]) =>
    html`<p class="fault" id=${faultId(goods, total)}>${words.columns[total]}: ${fault}</p>`;
  return html`<tr class="books-faults">
    <td colspan="8">${faults.map(line)}</td>
  </tr>`;
}

/** Why a total is not saved; '' for other totals. */
function faultOf(goods: Goods, total: Total, { drafts }: DayBooksState): string {
  const draft = drafts[keyOf(goods, total)];
  return draft?.kind === 'failed' ? draft.message : '';
}

function faultId(goods: Goods, total: Total): string {
  return `fault-${keyOf(goods, total)}`;
}

function totalField(
  goods: Goods,
  total: Total,
  column: number,
  isClosed: boolean,
  state: DayBooksState,
  { type, commit }: DayBooksActions,
) {
  const key = keyOf(goods, total);
  const draft = state.drafts[key];
  const isFaulty = faultOf(goods, total, state) !== '';
  return html`<input
    class="plan-input"
    inputmode="numeric"
    autocomplete="off"
    maxlength="7"
    ?disabled=${isClosed}
    data-key=${key}
    data-column=${column}
    data-state=${draft?.kind ?? nothing}
    placeholder="–"
    aria-label=${words.cell(goods.name, words.columns[total])}
    aria-describedby=${isFaulty ? faultId(goods, total) : nothing}
    aria-invalid=${isFaulty || nothing}
    .value=${live(draft?.typed ?? savedIn(goods, total))}
    @input=${withValue((typed) => type(key, typed))}
    @blur=${() => commit(key)}
  />`;
}

function rowActions(goods: Goods, { setPlan, release, showChanges }: DayBooksActions) {
  const { name, planned, reserve, baked, is_reserve_released: isReleased } = goods;
  const kept = keptOf(goods);
  const toSet = baked === null || baked === planned ? null : baked;
  return html`${
    kept > 0
      ? html`<span class="quiet">${words.kept(kept)}</span>
          ${button('link', words.release, () => release(goods, true), { label: words.of(words.release, name) })}`
      : nothing
  }
  ${
    isReleased && reserve > 0
      ? html`<span class="quiet">${words.released}</span>
          ${button('link', words.keep, () => release(goods, false), { label: words.of(words.keep, name) })}`
      : nothing
  }
  ${button('link', words.changes, () => showChanges(goods), { label: words.of(words.changes, name) })}
  ${
    toSet === null
      ? nothing
      : button('button soft', words.setPlan(toSet), () => setPlan(goods, toSet), {
          label: words.of(words.setPlan(toSet), name),
        })
  }`;
}
