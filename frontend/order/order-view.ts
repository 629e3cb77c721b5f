import { isolateForeign } from '../../shared/domain/readable-text.ts';
import type { OrderResponse } from '../../shared/contract/orders.ts';
import { phoneLink } from '../components/contact-links.ts';
import { describeAllergens, isFreeOfAllergens } from '../components/describe-allergens.ts';
import { describeOptions } from '../components/describe-options.ts';
import {
  explainStatus,
  isLate,
  type StatusDetails,
  wordStatus,
} from '../components/explain-status.ts';
import { html, nothing } from '../components/html.ts';
import { noticeBox } from '../components/notice.ts';
import { linkToBasket } from '../components/order-link.ts';
import { productPicture } from '../components/picture.ts';
import { siteFooter } from '../components/site-footer.ts';
import { siteHead } from '../components/site-head.ts';
import { commonWords } from '../components/words.ts';
import { formatDayAndTime, formatMoment, formatMoney } from '../components/wording.ts';
import type { OrderActions } from './order.ts';
import type { OrderState } from './order-state.ts';
import { isOverdue, mayBePickedUp, pickupLine, pickupPass } from './pickup-pass.ts';
import { words } from './words.ts';

/** The whole page. */
export function orderView(state: OrderState, actions: OrderActions) {
  const { found, bakery, hasFooter } = state;
  return html`${siteHead(bakery, 'link', ordersLink())} ${banners(state)}
    <main id="content" class="order-page">
      ${introduction(state)}
      ${
        found.kind === 'whole'
          ? html`${pickupPass(found.order, state, actions)} ${contents(found.order)}
            ${progress(found.order, state, actions)}`
          : nothing
      }
    </main>
    ${hasFooter ? siteFooter(bakery) : nothing}`;
}

function ordersLink() {
  return html`<a class="head-link" href="/#orders">${words.yourOrders}</a>`;
}

function banners({ deviceFault, isOutdated }: OrderState) {
  return html`<div class="live" role="status">
      <p class="notice banner" ?hidden=${deviceFault === ''}>${deviceFault}</p>
    </div>
    <div class="live" role="status">
      <p class="notice banner" ?hidden=${!isOutdated}>
        <strong>${words.outdatedTitle}</strong> <span>${words.outdatedText}</span>
      </p>
    </div>`;
}

/** The number and the status, or the reason why they cannot be shown. */
function introduction(state: OrderState) {
  const { link, found, bakery } = state;
  const fault = findFault(state);
  const details = statusOf(state);
  return html`<section class="order-intro" aria-labelledby="order-title">
    <a class="way-back" href="/">${words.toShop}</a>
    ${isGoodNews(state) ? html`<p class="thanks">${words.thanks}</p>` : nothing}
    <h1 id="order-title" tabindex="-1">
      ${fault && !details ? fault.title : words.order(link?.id ?? 0)}
    </h1>
    <div class="live" role="alert">
      <div class="notice" ?hidden=${fault === undefined}>
        ${details ? html`<h2>${fault?.title}</h2>` : nothing}
        <p>${fault?.text}</p>
      </div>
    </div>
    <div class="live" role="status">
      <p class="quiet" ?hidden=${found.kind !== 'loading' || !link}>${words.loading}</p>
    </div>
    ${
      details
        ? html`<p
            id="order-status"
            data-status=${details.missedAt === null ? details.status : 'Missed'}
          >
            <strong class="status">${wordStatus(details)}</strong>
            <span>${explainStatus(details)}</span>
          </p>`
        : nothing
    }
    ${
      found.kind === 'status' && !found.isTokenWrong
        ? html`<p id="status-only" class="quiet">${words.statusOnly}</p>`
        : nothing
    }
    ${
      details && isLate(details) && bakery.phone !== ''
        ? html`<p>${phoneLink(bakery.phone)}</p>`
        : nothing
    }
    ${found.kind === 'whole' ? afterwards(found.order, state) : nothing}
  </section>`;
}

/** For an order that will not be picked up: its pickup time, and the way on. */
function afterwards(order: OrderResponse, { bakery }: OrderState) {
  if (mayBePickedUp(order)) return nothing;
  const { pickup_at, missed_at, lines } = order;
  return html`${
      pickup_at === null ? nothing : html`<p>${words.pickupWas} ${pickupLine(pickup_at)}</p>`
    }
    ${missed_at === null || bakery.phone === '' ? nothing : callUs(bakery.phone)}
    <a class="button order-again" href=${linkToBasket(lines)}>${words.orderAgain}</a>`;
}

function callUs(phone: string) {
  return html`<p>${words.questions} ${phoneLink(phone)}</p>`;
}

/** The status of the order; undefined until it is known. */
export function statusOf({ found }: Pick<OrderState, 'found'>): StatusDetails | undefined {
  if (found.kind !== 'status' && found.kind !== 'whole') return undefined;
  const { order } = found;
  return {
    status: order.status,
    reason: order.reason ?? null,
    pickupAt: 'lines' in order ? order.pickup_at : null,
    collectedAt: 'lines' in order ? order.collected_at : null,
    missedAt: 'lines' in order ? order.missed_at : null,
    completedBy: 'lines' in order ? order.completed_by : null,
  };
}

function isGoodNews({ found }: OrderState): boolean {
  return found.kind === 'whole' && mayBePickedUp(found.order) && !isOverdue(found.order);
}

function findFault({ link, found }: OrderState) {
  if (!link) return { title: words.noOrderTitle, text: words.noOrderText };
  if (found.kind === 'unknown') {
    return { title: words.unknownTitle(link.id), text: words.unknownText };
  }
  if (found.kind === 'status' && found.isTokenWrong) {
    return { title: words.wrongTokenTitle, text: words.wrongTokenText };
  }
  return undefined;
}

function contents(order: OrderResponse) {
  return html`<section class="panel" aria-labelledby="contents-title">
    <h2 id="contents-title">${words.contents}</h2>
    <ul id="lines" class="ordered">
      ${order.lines.map((line) => orderedLine(line, order.currency))}
    </ul>
    <p class="total">
      <span>${words.total}</span>
      <strong id="total">${formatMoney(order.total, order.currency)}</strong>
    </p>
    <p id="customer" class="quiet">${describeCustomer(order)}</p>
  </section>`;
}

function orderedLine(line: OrderResponse['lines'][number], currency: string) {
  const { name, quantity, unit_price, note } = line;
  const choices = describeOptions(line.options);
  return html`<li>
    <span class="picture-frame">${productPicture(name, line.picture)}</span>
    <div>
      <strong class="name">${`${quantity}\u00a0×\u00a0${isolateForeign(name)}`}</strong>
      ${choices === '' ? nothing : html`<p class="line-options">${choices}</p>`}
      ${note === null ? nothing : html`<p>“${isolateForeign(note)}”</p>`}
      ${
        isFreeOfAllergens(line)
          ? nothing
          : html`<p class="allergens">${describeAllergens(line)}</p>`
      }
    </div>
    <span class="price">${formatMoney(quantity * unit_price, currency)}</span>
  </li>`;
}

function describeCustomer({ customer }: OrderResponse): string {
  if (customer === null) return '';
  const { name, phone, email } = customer;
  return words.forCustomer(
    [name, phone, email]
      .filter((part) => part !== null)
      .map(isolateForeign)
      .join(' · '),
  );
}

/** The timeline, and the cancel button while the API allows the customer to cancel. */
function progress(order: OrderResponse, state: OrderState, { cancel }: OrderActions) {
  const { cancellation } = state;
  const isSending = cancellation.kind === 'sending';
  const notice =
    cancellation.kind === 'refused'
      ? { title: words.cancelRefused, text: cancellation.text }
      : null;
  return html`<section class="panel" aria-labelledby="progress-title">
    <h2 id="progress-title">${words.timeline}</h2>
    <ol id="timeline" class="timeline-steps">
      ${order.timeline.map(step)}
    </ol>
    <div class="cancellation">
      ${noticeBox(notice)}
      <p id="cancel-until" class="quiet">${explainCancelling(order, state)}</p>
      <button
        id="cancel"
        class="button bad soft"
        type="button"
        ?hidden=${!order.may_cancel}
        aria-disabled=${isSending}
        @click=${cancel}
      >
        ${isSending ? words.cancelling : words.cancel}
      </button>
    </div>
  </section>`;
}

/** Until when the customer may cancel; after that, how to reach the bakery. */
function explainCancelling(order: OrderResponse, { bakery: { phone } }: OrderState) {
  const { status, may_cancel, cancel_until, collected_at, missed_at } = order;
  if (may_cancel) return cancel_until && words.cancelUntil(formatDayAndTime(cancel_until));
  const isOver = collected_at !== null || missed_at !== null;
  if (isOver || !['Processing', 'Completed'].includes(status)) return nothing;
  return phone === '' ? words.cancelByAsking : html`${words.cancelByPhone} ${phoneLink(phone)}`;
}

type Step = OrderResponse['timeline'][number];

function step(change: Step) {
  const { at, reason } = change;
  return html`<li>
    <strong>${wordStep(change)}</strong>
    <span class="quiet">${formatMoment(at)}</span>
    ${
      reason === null || endOf(change) !== undefined
        ? nothing
        : html`<span class="why">${commonWords.reasons[reason] ?? isolateForeign(reason)}</span>`
    }
  </li>`;
}

function wordStep(change: Step): string {
  const { from, to } = change;
  const end = endOf(change);
  if (end !== undefined) return end;
  if (from === 'Completed' && (to === 'Processing' || to === 'Completed')) return words.reopened;
  // Staff pack only what was confirmed before.
  return from === 'Pending' && to === 'Completed' ? words.setAside : words.steps[to];
}

const ends: Readonly<Record<string, string>> = {
  collected: commonWords.collected,
  'not picked up': commonWords.missed,
};

/** How the order ended with this change. */
function endOf({ from, to, reason }: Step): string | undefined {
  return from === to ? ends[reason ?? ''] : undefined;
}
