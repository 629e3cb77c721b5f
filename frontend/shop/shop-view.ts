import type { Pause } from '../../shared/contract/pause.ts';
import { html, nothing, type TemplateResult } from '../components/html.ts';
import { pauseAt } from '../components/pause.ts';
import { siteFooter } from '../components/site-footer.ts';
import { siteHead } from '../components/site-head.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { basketPanel } from './basket-panel.ts';
import { countUnits } from './basket.ts';
import { checkout } from './checkout.ts';
import { describePause } from './describe-pause.ts';
import { legalPage } from './legal-page.ts';
import { sumPrices } from './line-offer.ts';
import { ordersPage } from './orders-page.ts';
import { productList } from './product-list.ts';
import { productPage } from './product-page.ts';
import type { ShopActions } from './shop-actions.ts';
import { isOpen, isWaiting, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The whole page. */
export function shopView(state: ShopState, actions: ShopActions) {
  const { bakery, page, isWide } = state;
  const isShopping = page.kind === 'products' || page.kind === 'product';
  return html`${siteHead(bakery, page.kind === 'products' ? 'title' : 'link', ordersLink(state))}
    ${banners(state)}
    <main id="content" class="shop ${isShopping ? 'with-basket' : ''}">
      ${mainOf(state, actions)}
      ${
        isShopping && isWide
          ? html`<aside class="aside panel">${basketPanel(state, actions)}</aside>`
          : nothing
      }
    </main>
    ${isShopping && !isWide ? basketSheet(state, actions) : nothing} ${siteFooter(bakery)}`;
}

function mainOf(state: ShopState, actions: ShopActions): TemplateResult {
  const { page } = state;
  switch (page.kind) {
    case 'products':
      return productList(state, actions);
    case 'product':
      return productPage(page.id, state, actions);
    case 'checkout':
      return checkout(state, actions);
    case 'orders':
      return ordersPage(state, actions);
    case 'text':
      return legalPage(page.name, state, actions);
  }
}

function ordersLink({ orders, page }: ShopState) {
  const open = orders.filter((order) => isOpen(order) || isWaiting(order)).length;
  return html`<a
    class="head-link"
    href="#orders"
    aria-current=${page.kind === 'orders' ? 'page' : nothing}
    >${open === 0 ? words.orders : words.ordersOpen(formatNumber(open))}</a
  >`;
}

function banners({ deviceFault, online, bakery, minute }: ShopState) {
  return html`${pauseBanner(pauseAt(bakery.pause, minute))}
    <div class="live" role="status">
      <p class="notice banner" ?hidden=${deviceFault === ''}>${deviceFault}</p>
    </div>
    <div class="live" role="status">
      <p class="notice banner" ?hidden=${online}>
        <strong>${words.offlineTitle}</strong> <span>${words.offlineText}</span>
      </p>
    </div>`;
}

function pauseBanner(pause: Pause | null) {
  return html`<div class="live" role="status">
    <p class="notice banner" ?hidden=${pause === null}>
      <strong>${words.pausedTitle}</strong>
      <span>${pause && describePause(pause)}</span>
    </p>
  </div>`;
}

/** On a phone or tablet: a bar at the bottom that opens the basket. */
function basketSheet(state: ShopState, actions: ShopActions) {
  const { basket, catalogue } = state;
  const units = words.items(countUnits(basket));
  const isKnown = catalogue.kind === 'loaded';
  return html`<button
      class="basket-bar"
      type="button"
      ?hidden=${basket.length === 0}
      @click=${actions.openBasket}
    >
      <span>${isKnown ? words.itemsFor(units, formatMoney(sumPrices(basket, state))) : units}</span>
      <strong>${words.viewBasket}</strong>
    </button>
    <dialog
      class="bottom-sheet basket-sheet"
      aria-labelledby="basket-title"
      @close=${actions.closeBasket}
      @click=${closeOnBackdrop}
    >
      <button
        class="sheet-close"
        type="button"
        aria-label=${words.closeBasket}
        @click=${actions.closeBasket}
      >
        ✕
      </button>
      ${basketPanel(state, actions)}
    </dialog>`;
}

/** The backdrop belongs to the dialog; everything else is inside an element of the dialog. */
function closeOnBackdrop({ target, currentTarget }: Event) {
  if (target === currentTarget) (currentTarget as HTMLDialogElement).close();
}
