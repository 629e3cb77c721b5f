import { html } from '../../components/html.ts';
import { formatNumber } from '../../components/wording.ts';
import { nameStatus } from '../order-actions/counter-status.ts';
import { type BoardState, countByFilter, type Filter, filters } from './board-state.ts';
import { words } from './words.ts';

/** A button for each status, with its number of orders. */
export function filterChoice(
  { orders, filter: chosen, found }: BoardState,
  onChoose: (filter: Filter) => void,
) {
  const counts = countByFilter(orders?.values() ?? []);
  const button = (filter: Filter) => {
    const count = counts.get(filter) ?? 0;
    return html`<button
      type="button"
      class="choice-button"
      data-status=${filter}
      aria-pressed=${filter === chosen}
      ?hidden=${count === 0 && filter !== chosen && filter !== 'Open'}
      @click=${() => onChoose(filter)}
    >
      ${filter === 'Open' ? words.open : nameStatus(filter)} <b>${formatNumber(count)}</b>
    </button>`;
  };
  return html`<div
    class="choices filters"
    role="group"
    aria-label=${words.show}
    ?hidden=${found !== null}
  >
    ${filters.map(button)}
  </div>`;
}
