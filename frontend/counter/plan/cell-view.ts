import { html, live, nothing, withValue } from '../../components/html.ts';
import { formatNumber, formatShortDay } from '../../components/wording.ts';
import type { PlanActions } from './plan.ts';
import {
  type Cell,
  isShort,
  keyOf,
  type Part,
  type PlanState,
  type Row,
  savedIn,
} from './plan-state.ts';
import { words } from './words.ts';

/** The field of a day's number. @param column of the day, for the arrow keys */
export function cellField(
  cell: Cell,
  { part, drafts }: PlanState,
  { type, commit }: PlanActions,
  column: number,
) {
  const { row, day } = cell;
  if (!hasField(cell, part)) return html`<span class="plan-none">–</span>`;
  const key = keyOf(cell, part);
  const draft = drafts[key];
  return html`<input
    class="plan-input"
    inputmode="numeric"
    autocomplete="off"
    maxlength="7"
    data-key=${key}
    data-column=${column}
    data-state=${draft?.kind ?? nothing}
    ?data-own=${day.isOwn}
    placeholder=${row.kind === 'made_to_order' ? '∞' : '0'}
    aria-label=${words.cell(row.name, formatShortDay(day.date), words.parts[part])}
    aria-describedby=${aboutId(cell)}
    aria-invalid=${draft?.kind === 'failed' || nothing}
    .value=${live(draft?.typed ?? savedIn(cell, part))}
    @input=${withValue((typed) => type(key, typed))}
    @blur=${() => commit(key)}
  />`;
}

/** Only daily products have a reserve. */
function hasField({ row }: Cell, part: Part): boolean {
  return part === 'units' || row.kind === 'daily';
}

/** Lets the day follow its weekday; by keyboard, an emptied field does. */
export function resetButton(cell: Cell, { part }: PlanState, { reset }: PlanActions, text: string) {
  const { row, day } = cell;
  if (!day.isOwn || !hasField(cell, part)) return nothing;
  return html`<button
    type="button"
    class="link plan-reset"
    tabindex="-1"
    aria-label=${words.resetOf(row.name, formatShortDay(day.date))}
    @click=${() => reset(keyOf(cell, part))}
  >
    ${text}
  </button>`;
}

/** What is ordered, left and kept for walk-in customers, and what is wrong. */
export function cellFigures(cell: Cell, state: PlanState) {
  const { row, day } = cell;
  const { ordered, left, reserve } = day;
  const short = isShort(day) ? words.shortBy(-(left ?? 0)) : '';
  const fault = faultOf(cell, state);
  const numbers = [ordered, left, ...(hasReserve(row) ? [reserve] : [])];
  const about = [
    left === null
      ? words.describeUnlimited(formatNumber(ordered))
      : words.describe(formatNumber(ordered), formatNumber(left)),
    ...(day.isOwn ? [words.own] : []),
  ];
  return html`<span class="plan-figures" aria-hidden="true"
      >${numbers.map((number) => html`<span>${wordNumber(number)}</span>`)}</span
    >
    <span class="visually-hidden" id=${aboutId(cell)}>${about.join(' ')} ${short} ${fault}</span>
    ${short === '' ? nothing : html`<strong class="plan-short" aria-hidden="true">${short}</strong>`}`;
}

/** Why the number of a cell is not saved; '' for other cells. */
export function faultOf(cell: Cell, { part, drafts }: PlanState): string {
  const draft = drafts[keyOf(cell, part)];
  return draft?.kind === 'failed' ? draft.message : '';
}

/** The description of the field has the same text for screen readers. */
export function faultLine(text: string) {
  return html`<p class="plan-fault" aria-hidden="true">${text}</p>`;
}

/** The names of the figures. */
export function nameFigures(row: Row): string {
  if (row.kind === 'pool') return words.figuresOfPool;
  return hasReserve(row) ? words.figuresWithReserve : words.figures;
}

function hasReserve({ days }: Row): boolean {
  return days.some(({ reserve }) => reserve > 0);
}

function wordNumber(number: number | null): string {
  return number === null ? '–' : formatNumber(number);
}

function aboutId(cell: Cell): string {
  return `about-${keyOf(cell, 'units')}`;
}

/** The name of a row, which leads to its weekly numbers. */
export function rowName({ kind, id, name }: Row) {
  return html`<a href=${kind === 'pool' ? '#/pools' : `#/catalogue/${id}`}>${name}</a>`;
}
