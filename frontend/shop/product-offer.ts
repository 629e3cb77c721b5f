import type { Product } from '../../shared/contract/products.ts';
import { toQuantity } from '../../shared/domain/quantities.ts';
import { html, nothing } from '../components/html.ts';
import { describeSaleEnd } from '../components/describe-availability.ts';
import { describeQuantities } from '../components/describe-quantities.ts';
import { focusStepper, stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { quantityOf } from './basket.ts';
import { describeAbsence, firstDay } from './day-choice.ts';
import { fewLeftOf, limitOf, unitsLeftOf } from './limits.ts';
import type { ShopActions } from './shop-actions.ts';
import { dayOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The price of a product, and the controls that put it into the basket. */
export function productOffer(
  product: Product,
  { basket, shortages }: ShopState,
  { setQuantity }: ShopActions,
) {
  const quantity = quantityOf(basket, product.id);
  const most = unitsLeftOf(product, shortages);
  const limit = limitOf(product, shortages);
  const change = (wanted: number) => {
    const offer = document.activeElement?.closest('.offer');
    setQuantity(product.id, product.name, toQuantity(product, { from: quantity, wanted, most }));
    keepFocus(offer);
  };
  return html`<div class="offer">
    <span class="price">${formatMoney(product.price)}</span>
    ${
      quantity > 0
        ? stepper(stepperLabels(product.name), quantity, limit, change)
        : product.available
          ? addButton(product, () => change(1))
          : nothing
    }
  </div>`;
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
