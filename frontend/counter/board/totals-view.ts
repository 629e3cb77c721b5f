import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, repeat } from '../../components/html.ts';
import { formatNumber } from '../../components/wording.ts';
import { type BoardState, totalsByProduct } from './board-state.ts';
import { words } from './words.ts';

/** The units of each product for the whole day: to do, and all. */
export function totalsView({ orders }: BoardState) {
  const totals = totalsByProduct(orders?.values() ?? []);
  const row = ({ name, toDo, total }: (typeof totals)[number]) =>
    html`<tr>
      <th scope="row">${isolateForeign(name)}</th>
      <td class="number">${formatNumber(toDo)}</td>
      <td class="number quiet">${formatNumber(total)}</td>
    </tr>`;
  return html`<aside class="day-totals" aria-labelledby="day-totals">
    <h2 id="day-totals">${words.allDay}</h2>
    <table class="data" ?hidden=${totals.length === 0}>
      <thead>
        <tr>
          <th scope="col">${words.product}</th>
          <th scope="col" class="number">${words.filters['to-do']}</th>
          <th scope="col" class="number">${words.total}</th>
        </tr>
      </thead>
      <tbody>
        ${repeat(totals, ({ name }) => name, row)}
      </tbody>
    </table>
    <p class="quiet keys">${words.keys}</p>
  </aside>`;
}
