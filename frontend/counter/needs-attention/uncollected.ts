import type { ListTroubleResponse } from '../../../shared/contract/trouble.ts';
import { addDays } from '../../../shared/domain/calendar.ts';
import { isolateForeign } from '../../../shared/domain/readable-text.ts';
import { button } from '../../components/button.ts';
import { html, nothing, repeat } from '../../components/html.ts';
import { formatDay, formatTime } from '../../components/wording.ts';
import { businessDay } from '../business-day.ts';
import { nameStatus } from '../order-actions/counter-status.ts';
import { words as actionWords } from '../order-actions/words.ts';
import { words } from './words.ts';

type Uncollected = ListTroubleResponse['uncollected'];
type UncollectedOrder = Uncollected['orders'][number];

export interface UncollectedActions {
  readonly end: (id: number, action: 'collect' | 'miss') => void;
  readonly collectAll: (orders: readonly UncollectedOrder[]) => void;
  /** Ends all orders of earlier days. */
  readonly endOlder: (action: 'collect' | 'miss') => void;
}

/** The orders of past days that may still be picked up, by day, and those of earlier days together. */
export function uncollectedView(
  { orders, count, ...earlier }: Uncollected,
  isBlocked: boolean,
  actions: UncollectedActions,
) {
  const days = [...Map.groupBy(orders, ({ pickup_date }) => pickup_date)];
  const rest = count - orders.length;
  return html`${repeat(
      days,
      ([date]) => date,
      ([date, ofDay]) => dayView(date, ofDay, isBlocked, actions),
    )}
    <p class="quiet" ?hidden=${rest <= 0}>${words.more(rest)}</p>
    ${earlier.older === 0 ? nothing : olderView(earlier, isBlocked, actions)}`;
}

function olderView(
  { older, older_orders: orders }: Pick<Uncollected, 'older' | 'older_orders'>,
  isBlocked: boolean,
  { end, endOlder }: UncollectedActions,
) {
  const rest = older - orders.length;
  const endButton = (action: 'collect' | 'miss') =>
    button('button soft', words.endOlder[action], () => endOlder(action), { isBlocked });
  return html`<section class="uncollected" aria-labelledby="uncollected-older">
    <div class="uncollected-head">
      <h2 id="uncollected-older">${words.older(older)}</h2>
      <div class="uncollected-actions">${endButton('miss')} ${endButton('collect')}</div>
    </div>
    <details>
      <summary>${words.showOlder}</summary>
      <ul class="panel uncollected-rows">
        ${repeat(
          orders,
          ({ order_id }) => order_id,
          (order) => uncollectedRow(order, isBlocked, end, formatDay(order.pickup_date)),
        )}
      </ul>
      <p class="quiet" ?hidden=${rest <= 0}>${words.more(rest)}</p>
    </details>
  </section>`;
}

function dayView(
  date: string,
  orders: readonly UncollectedOrder[],
  isBlocked: boolean,
  { end, collectAll }: UncollectedActions,
) {
  const isYesterday = date === addDays(businessDay(), -1);
  const all = isYesterday ? words.allOfYesterday : words.allOf(formatDay(date));
  return html`<section class="uncollected" aria-labelledby="uncollected-${date}">
    <div class="uncollected-head">
      <h2 id="uncollected-${date}">${words.uncollected(formatDay(date))}</h2>
      ${button('button soft', all, () => collectAll(orders), { isBlocked })}
    </div>
    <ul class="panel uncollected-rows">
      ${repeat(
        orders,
        ({ order_id }) => order_id,
        (order) => uncollectedRow(order, isBlocked, end),
      )}
    </ul>
  </section>`;
}

function uncollectedRow(
  order: UncollectedOrder,
  isBlocked: boolean,
  end: UncollectedActions['end'],
  day?: string,
) {
  const { order_id: id, status, pickup_at, customer, units } = order;
  const statusName = nameStatus({ ...order, collected_at: null, missed_at: null });
  const endButton = (action: 'collect' | 'miss') =>
    button('button soft', actionWords.actions[action], () => end(id, action), {
      label: actionWords.actionsOf[action](id),
      isBlocked,
    });
  return html`<li class="uncollected-row" data-status=${status}>
    <h3><a href="#/orders/${id}">${id}</a></h3>
    <p>
      ${day === undefined ? nothing : html`<b>${day}</b>`}
      ${pickup_at === null ? nothing : html`<b>${formatTime(pickup_at)}</b>`}
      <span>${customer ? isolateForeign(customer.name) : words.noName}</span>
      ${customer?.phone ? html`<span class="quiet">${customer.phone}</span>` : nothing}
      <span class="quiet">${words.pieces(units)}</span>
      <strong class="status">${statusName}</strong>
    </p>
    <div class="uncollected-actions">${endButton('miss')} ${endButton('collect')}</div>
  </li>`;
}
