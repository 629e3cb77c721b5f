import { html } from '../../components/html.ts';
import { formatNumber } from '../../components/wording.ts';
import { type BoardState, countOf, type Filter, filters } from './board-state.ts';
import { words } from './words.ts';

/** A button for each filter, with its number of orders. */
export function filterChoice(
  { orders, filter: chosen, found }: BoardState,
  onChoose: (filter: Filter) => void,
) {
  const button = (filter: Filter) =>
    html`<button type="button" aria-pressed=${filter === chosen} @click=${() => onChoose(filter)}>
      ${words.filters[filter]} <b>${formatNumber(countOf(filter, orders?.values() ?? []))}</b>
    </button>`;
  return html`<div
    class="segments filters"
    role="group"
    aria-label=${words.show}
    ?hidden=${found !== null}
  >
    ${filters.map(button)}
  </div>`;
}
