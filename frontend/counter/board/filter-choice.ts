import { html, nothing } from '../../components/html.ts';
import { segments } from '../../components/segments.ts';
import { formatNumber } from '../../components/wording.ts';
import { type BoardState, countOf, type Filter, filters } from './board-state.ts';
import { words } from './words.ts';

/** The filters with their number of orders. A search ignores them. */
export function filterChoice(
  { orders, filter: chosen, found }: BoardState,
  choose: (filter: Filter) => void,
) {
  const text = (filter: Filter) =>
    html`${words.filters[filter]} <b>${formatNumber(countOf(filter, orders?.values() ?? []))}</b>`;
  return found === null ? segments(words.show, filters, chosen, text, choose) : nothing;
}
