import type { Product } from '../../shared/contract/products.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import { html, nothing } from '../components/html.ts';
import { describeSaleEnd } from '../components/describe-availability.ts';
import { describeQuantities } from '../components/describe-quantities.ts';
import { focusStepper, stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { type Basket, quantityOf } from './basket.ts';
import { describeAbsence, firstDay } from './day-choice.ts';
import { fewLeftOf, limitOf, toLineQuantity } from './limits.ts';
import { hasPricesOfOptions, lowestPriceOf, needsChoice } from './option-products.ts';
import type { ShopActions } from './shop-actions.ts';
import { dayOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The price of a product, and the controls that put it into the basket. */
export function productOffer(
  product: Product,
  { basket, shortages }: ShopState,
  { setQuantity }: ShopActions,
) {
  const { id, name, available } = product;
  const from = quantityOf(basket, id);
  const limit = limitOf(product, shortages);
  const line = product.option_groups.length > 0 ? { options: [] } : {};
  const change = (wanted: number) => {
    const offer = document.activeElement?.closest('.offer');
    const quantity = toLineQuantity(product, shortages, { from, wanted, others: 0 });
    setQuantity({ ...line, product_id: id, quantity }, name);
    keepFocus(offer);
  };
  const isStepped = from > 0 && !hasOtherLines(basket, product);
  return html`<div class="offer">
    <span class="price">${describePrice(product)}</span>
    ${
      needsChoice(product) || (from > 0 && !isStepped)
        ? html`${inBasket(from)} ${available ? chooseLink(product) : nothing}`
        : isStepped
          ? stepper(stepperLabels(name), from, limit, change)
          : available
            ? addButton(product, () => change(1))
            : nothing
    }
  </div>`;
}

/** Whether the basket has the product in a way that the stepper of its card would not change. */
function hasOtherLines(basket: Basket, { id, option_groups: groups }: Product): boolean {
  if (groups.length === 0) return false;
  return basket.some(
    ({ product_id, options }) => product_id === id && (options === undefined || options.length > 0),
  );
}

/** "₹500", or "from ₹500" when the options decide. */
export function describePrice(product: Product): string {
  return hasPricesOfOptions(product)
    ? words.priceFrom(formatMoney(lowestPriceOf(product)))
    : formatMoney(product.price);
}

function chooseLink(product: Product) {
  return html`<a
    class="button soft add"
    href=${productPath(product)}
    aria-label=${words.chooseOf(product.name)}
    >${words.choose}</a
  >`;
}

function inBasket(units: number) {
  return units === 0
    ? nothing
    : html`<span class="quiet in-basket">${words.someInBasket(formatNumber(units))}</span>`;
}

function addButton({ name }: Product, onClick: () => void) {
  return html`<button
    class="button soft add"
    type="button"
    aria-label=${words.addOf(name)}
    @click=${onClick}
  >
    ${words.add}
  </button>`;
}

/** "Add" and the stepper replace each other, so the focus moves to the control on screen. */
export function keepFocus(offer: Element | null | undefined) {
  if (!offer || offer.contains(document.activeElement)) return;
  if (offer.querySelector('.stepper')) focusStepper(offer);
  else offer.querySelector<HTMLElement>('.add')?.focus();
}

export function stepperLabels(name: string) {
  return { fewer: words.fewerOf(name), howMany: words.howManyOf(name), more: words.moreOf(name) };
}

/** Availability, and how long before the pickup the product is to be ordered. */
export function supplyTag(product: Product, state: ShopState, actions: ShopActions) {
  const day = dayOf(state);
  const { available, kind, lead_time_hours: hours } = product;
  if (!available || limitOf(product, state.shortages) === 0) {
    return html`<p class="tag">${describeAbsence(product, day)}</p>
      ${firstDay(product, actions, day)}`;
  }
  const left = fewLeftOf(product, state);
  return html`${
    left === undefined
      ? nothing
      : html`<p class="few-left">${commonWords.onlyLeft(formatNumber(left))}</p>`
  }
  ${kind === 'made_to_order' ? html`<p class="tag">${words.madeToOrderTag(hours)}</p>` : nothing}
  ${tag(describeQuantities(product))} ${tag(describeSaleEnd(product) ?? '')}
  ${kind === 'daily' || product.season_from !== null ? firstDay(product, actions, day) : nothing}`;
}

function tag(text: string) {
  return text === '' ? nothing : html`<p class="tag">${text}</p>`;
}
