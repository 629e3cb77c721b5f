import { html, live, nothing, withValue } from '../../components/html.ts';
import { formatNumber, formatShortDay } from '../../components/wording.ts';
import type { PlanActions } from './plan.ts';
import { type CellAt, keyOf, type PlanState, savedIn } from './plan-state.ts';
import { words } from './words.ts';

/** The field of a day's number. @param column of the day, for the arrow keys */
export function cellField(
  cell: CellAt,
  { part, drafts }: PlanState,
  { type, commit }: PlanActions,
  column: number,
) {
  const { product, day } = cell;
  if (part === 'reserve' && product.kind !== 'daily') return html`<span class="plan-none">–</span>`;
  const key = keyOf(cell);
  const draft = drafts[key];
  return html`<input
    class="plan-input"
    inputmode="numeric"
    autocomplete="off"
    maxlength="7"
    data-key=${key}
    data-column=${column}
    data-state=${draft?.kind ?? nothing}
    ?data-own=${day.is_own}
    placeholder=${product.kind === 'made_to_order' ? '∞' : '0'}
    aria-label=${words.cell(product.name, formatShortDay(day.date), words.parts[part])}
    aria-describedby=${aboutId(cell)}
    aria-invalid=${draft?.kind === 'failed' || nothing}
    .value=${live(draft?.typed ?? savedIn(cell, part))}
    @input=${withValue((typed) => type(key, typed))}
    @blur=${() => commit(key)}
  />`;
}

/** Lets the day follow its weekday; by keyboard, an emptied field does. */
export function resetButton(cell: CellAt, { reset }: PlanActions, text: string) {
  const { product, day } = cell;
  if (!day.is_own) return nothing;
  return html`<button
    type="button"
    class="link plan-reset"
    tabindex="-1"
    aria-label=${words.resetOf(product.name, formatShortDay(day.date))}
    @click=${() => reset(keyOf(cell))}
  >
    ${text}
  </button>`;
}

/** What is ordered, left and kept for walk-in customers, and what is wrong. */
export function cellFigures(cell: CellAt, { drafts }: PlanState) {
  const { product, day } = cell;
  const { ordered, left, reserve } = day;
  const draft = drafts[keyOf(cell)];
  const short = left !== null && left < 0 ? words.shortBy(-left) : '';
  const fault = draft?.kind === 'failed' ? draft.message : '';
  const numbers = [ordered, left, ...(hasReserve(product) ? [reserve] : [])];
  const about = [
    words.describe(formatNumber(ordered), left === null ? words.noLimit : formatNumber(left)),
    ...(day.is_own ? [words.own] : []),
  ];
  return html`<span class="plan-figures" aria-hidden="true"
      >${numbers.map((number) => html`<span>${wordNumber(number)}</span>`)}</span
    >
    <span class="visually-hidden" id=${aboutId(cell)}>${about.join(' ')} ${short} ${fault}</span>
    ${short === '' ? nothing : html`<strong class="plan-short" aria-hidden="true">${short}</strong>`}
    ${fault === '' ? nothing : html`<span class="fault" aria-hidden="true">${fault}</span>`}`;
}

/** The names of the figures. */
export function nameFigures(product: CellAt['product']): string {
  return hasReserve(product) ? words.figuresWithReserve : words.figures;
}

function hasReserve({ days }: CellAt['product']): boolean {
  return days.some(({ reserve }) => reserve > 0);
}

function wordNumber(number: number | null): string {
  return number === null ? '–' : formatNumber(number);
}

function aboutId(cell: CellAt): string {
  return `about-${keyOf(cell).replace(' ', '-')}`;
}
