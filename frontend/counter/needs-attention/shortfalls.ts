import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatMoment, formatShortDay, formatTime, formatUnits } from '../../components/wording.ts';
import { words } from './words.ts';

type Shortfall = ListTroubleResponse['shortfalls'][number];

/** The supplies of which more is taken than there is, each with its orders. */
export function shortfallsView(shortfalls: readonly Shortfall[]) {
  return html`<ul class="rows">
    ${repeat(shortfalls, keyOf, shortfallRow)}
  </ul>`;
}

function keyOf(shortfall: Shortfall): string {
  switch (shortfall.of) {
    case 'product':
      return `product ${shortfall.product_id} ${shortfall.date}`;
    case 'pool':
      return `pool ${shortfall.pool_id} ${shortfall.date}`;
    case 'slot':
      return `slot ${shortfall.starts_at}`;
  }
}

function shortfallRow(shortfall: Shortfall) {
  const { of, date, orders } = shortfall;
  return html`<li class="row panel shortfall">
    <h2>
      ${words.shortBy(formatShortDay(date), nameOf(shortfall), formatUnits(shortfall.short_by, unitOf(shortfall)))}
    </h2>
    <p>${orders.length === 0 ? words.shortByPlans : words.shortMeaning[of]}</p>
    <ul class="shortfall-orders" ?hidden=${orders.length === 0}>
      ${repeat(
        orders,
        ({ order_id }) => order_id,
        (order) => orderRow(order, unitOf(shortfall)),
      )}
    </ul>
  </li>`;
}

function nameOf(shortfall: Shortfall): string {
  return shortfall.of === 'slot'
    ? words.slot(formatTime(shortfall.starts_at))
    : isolateForeign(shortfall.name);
}

/** What a pool counts; empty for other supplies. */
function unitOf(shortfall: Shortfall): string {
  return shortfall.of === 'pool' ? shortfall.unit : '';
}

function orderRow(
  { order_id: id, pickup_at, customer_name, units }: Shortfall['orders'][number],
  unit: string,
) {
  return html`<li>
    <a href="#/orders/${id}">${words.order(id)}</a>
    ${pickup_at === null ? nothing : html`<span>${formatMoment(pickup_at)}</span>`}
    <span>${customer_name === null ? words.noName : isolateForeign(customer_name)}</span>
    <span class="quiet">${unit === '' ? words.pieces(units) : formatUnits(units, unit)}</span>
  </li>`;
}
