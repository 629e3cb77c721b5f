import type { Product } from '../../shared/contract/products.ts';
import { toQuantity } from '../../shared/domain/quantities.ts';
import { nameAllergens } from '../components/describe-allergens.ts';
import { describeClosedSale } from '../components/describe-availability.ts';
import { type EventAt, html, live, nothing, repeat } from '../components/html.ts';
import { describeQuantityFault } from '../components/describe-quantities.ts';
import { focusStepper, stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { countUnits, maxQuantity, sumPrices } from './basket.ts';
import { describePause, findPause } from './describe-pause.ts';
import { describeAbsence } from './day-choice.ts';
import { fewLeftOf, limitOf, unitsLeftOf } from './limits.ts';
import { canOrderRest, isPending } from './order-rest.ts';
import { describePickup } from './pickup-fields.ts';
import { stepperLabels } from './product-offer.ts';
import type { ShopActions } from './shop-actions.ts';
import { dayOf, productsOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The most letters of a note. */
const maxNote = 200;

/** The basket: beside the products, in the sheet above them, or as the summary of the checkout. */
export function basketPanel(state: ShopState, actions: ShopActions) {
  const { basket, catalogue, page } = state;
  const isSummary = page.kind === 'checkout';
  return html`<section id="basket" class="basket" aria-labelledby="basket-title">
    <h2 id="basket-title" tabindex="-1">${isSummary ? words.summary : words.basket}</h2>
    ${
      basket.length === 0
        ? html`<p class="quiet">${words.basketEmpty}</p>`
        : catalogue.kind === 'loaded'
          ? filledBasket(state, actions)
          : // Before the catalogue has loaded, the basket has no names or prices.
            html`<p class="quiet">${words.itemsWhileLoading(words.items(countUnits(basket)))}</p>`
    }
  </section>`;
}

function filledBasket(state: ShopState, actions: ShopActions) {
  const { basket, page } = state;
  const sum = formatMoney(sumPrices(basket, productsOf(state)));
  return html`<ul id="basket-lines" class="lines">
      ${repeat(
        basket,
        ({ product_id }) => product_id,
        (line) => basketLine(line, state, actions),
      )}
    </ul>
    <div class="basket-foot">
      ${page.kind === 'checkout' ? pickupSummary(state) : nothing}
      <p class="total"><span>${words.total}</span> <strong id="basket-total">${sum}</strong></p>
      <p class="quiet">${words.payAtPickup}</p>
      ${problemNotice(state, actions)}
      ${
        page.kind === 'checkout' || isPending(state)
          ? placeButton(state, sum, actions)
          : html`<a id="to-checkout" class="button wide" href="#checkout">${words.checkOut}</a>`
      }
    </div>`;
}

/** The pickup time is out of sight beside the button, so the summary repeats it. */
function pickupSummary(state: ShopState) {
  const text = describePickup(state);
  return html`<p class="summary-pickup" ?hidden=${text === ''}>
    <span>${words.pickup}</span> <strong>${text}</strong>
  </p>`;
}

function basketLine(
  { product_id: id, quantity, note = '' }: ShopState['basket'][number],
  state: ShopState,
  actions: ShopActions,
) {
  const product = productsOf(state).find((one) => one.id === id);
  const name = product?.name ?? words.removedProduct;
  const limit = product ? limitOf(product, state.shortages) : maxQuantity;
  const most = product ? unitsLeftOf(product, state.shortages) : maxQuantity;
  const set = (wanted: number) => {
    const allowed = product ? toQuantity(product, { from: quantity, wanted, most }) : wanted;
    actions.setQuantity(id, product?.name ?? words.thisProduct, allowed);
  };
  const allowed = product ? toQuantity(product, { from: 0, wanted: quantity, most }) : quantity;
  const isShort = allowed !== quantity;
  const isBaked = product?.kind === 'made_to_order';
  // Shelf products rarely need a note, so the field is hidden at first.
  const hasNoteField = isBaked || note !== '' || state.openNotes.includes(id);
  return html`<li class=${isShort || !product?.available ? 'short' : ''}>
    <span class="name">${name}</span>
    <span class="price">${product ? formatMoney(product.price * quantity) : nothing}</span>
    ${lineTags(product, quantity, state)} ${allergenWarning(product, state)}
    <div class="choice">
      ${stepper(stepperLabels(name), quantity, limit, set)}
      <span>
        ${isShort && allowed > 0 ? setToLeft(name, allowed, set) : nothing}
        ${hasNoteField ? nothing : noteButton(id, name, actions)}
        <button
          class="link"
          type="button"
          aria-label=${words.removeOf(name)}
          @click=${() => actions.setQuantity(id, name, 0)}
        >
          ${words.remove}
        </button>
      </span>
    </div>
    ${hasNoteField ? noteField(id, name, note, isBaked, actions) : nothing}
  </li>`;
}

function lineTags(product: Product | undefined, quantity: number, state: ShopState) {
  if (!product) return html`<p class="tag bad">${words.noLongerSold}</p>`;
  const limit = limitOf(product, state.shortages);
  if (!product.available || limit === 0) {
    const day = dayOf(state);
    const isClosed = describeClosedSale(product, day) !== null;
    return html`<p class="tag bad">
      ${day === null && !isClosed ? words.soldOut : describeAbsence(product, day)}
    </p>`;
  }
  const left = unitsLeftOf(product, state.shortages);
  const onlyLeft = commonWords.onlyLeft(formatNumber(left));
  if (left < quantity) return html`<p class="tag bad">${onlyLeft}</p>`;
  const fault = describeQuantityFault(product, quantity);
  if (fault !== null) return html`<p class="tag bad">${fault}</p>`;
  if (quantity === product.max_quantity) {
    return html`<p class="quiet">${commonWords.atMost(formatNumber(quantity))}</p>`;
  }
  if (limit === quantity && left < maxQuantity) {
    const isFew = fewLeftOf(product, state) !== undefined;
    return html`<p class="few-left">${isFew ? onlyLeft : words.noMoreLeft}</p>`;
  }
  return html`<p class="quiet">
    ${quantity > 1 ? words.each(formatMoney(product.price)) : nothing}
    ${product.kind === 'made_to_order' ? words.madeToOrder : nothing}
  </p>`;
}

function allergenWarning(product: Product | undefined, { filter }: ShopState) {
  const { allergens, traces = [] } = product ?? {};
  const contained = filter.without.filter((one) => allergens?.includes(one));
  const possible = filter.without.filter((one) => traces.includes(one));
  if (contained.length + possible.length === 0) return nothing;
  return html`<p class="allergen-warning">
    ${contained.length > 0 ? `${commonWords.contains(nameAllergens(contained))}. ` : nothing}
    ${possible.length > 0 ? `${commonWords.mayContain(nameAllergens(possible))}.` : nothing}
  </p>`;
}

function setToLeft(name: string, left: number, set: (quantity: number) => void) {
  const take = ({ currentTarget }: EventAt<HTMLElement>) => {
    const line = currentTarget.closest('li');
    set(left);
    focusStepper(line);
  };
  const number = formatNumber(left);
  return html`<button
    class="link"
    type="button"
    aria-label=${commonWords.setToOf(number, name)}
    @click=${take}
  >
    ${commonWords.setTo(number)}
  </button>`;
}

function noteButton(id: number, name: string, { openNote }: ShopActions) {
  const open = ({ currentTarget }: EventAt<HTMLElement>) => {
    const line = currentTarget.closest('li');
    openNote(id);
    line?.querySelector('textarea')?.focus();
  };
  return html`<button
    class="link"
    type="button"
    aria-label=${words.addNoteFor(name)}
    @click=${open}
  >
    ${words.addNote}
  </button>`;
}

function noteField(
  id: number,
  name: string,
  note: string,
  isBaked: boolean,
  { setNote }: ShopActions,
) {
  return html`<div class="note-field">
    <textarea
      class="note"
      rows="1"
      maxlength=${maxNote}
      placeholder=${isBaked ? words.noteExample : words.note}
      aria-label=${words.noteFor(name)}
      .value=${live(note)}
      @input=${({ currentTarget }: EventAt<HTMLTextAreaElement>) => setNote(id, currentTarget.value)}
    ></textarea>
    <span class="note-count" aria-hidden="true"
      >${formatNumber(note.length)} / ${formatNumber(maxNote)}</span
    >
  </div>`;
}

function placeButton(state: ShopState, sum: string, { placeOrder }: ShopActions) {
  const isInForm = state.page.kind === 'checkout';
  const pause = findPause(state);
  const isSending = state.placement.kind === 'sending';
  return html`<p id="pause-reason" class="fault" ?hidden=${pause === null}>
      ${words.pausedTitle}. ${pause && describePause(pause)}
    </p>
    <button
      id="place-order"
      aria-describedby=${pause === null ? nothing : 'pause-reason'}
      class="button wide"
      type=${isInForm ? 'submit' : 'button'}
      form="checkout-form"
      aria-disabled=${isSending || pause !== null}
      @click=${isInForm ? nothing : placeOrder}
    >
      ${placeText(state, sum)}
    </button>`;
}

function placeText(state: ShopState, sum: string): string {
  const { placement } = state;
  if (placement.kind === 'sending') return placement.again ? words.placingAgain : words.placing;
  return isPending(state) ? words.tryAgain : words.placeOrder(sum);
}

function problemNotice(state: ShopState, { orderRest }: ShopActions) {
  const problem = findProblem(state);
  return html`<div class="live" role="alert">
    ${
      problem === undefined
        ? nothing
        : html`<div class="notice placement-problem">
            <h3>${problem.title}</h3>
            <p>${problem.text}</p>
            ${
              canOrderRest(state)
                ? html`<button class="button soft" type="button" @click=${orderRest}>
                    ${words.orderRest}
                  </button>`
                : nothing
            }
          </div>`
    }
  </div>`;
}

function findProblem(state: ShopState) {
  const { placement, attempt } = state;
  if (placement.kind === 'refused') return placement;
  if (placement.kind === 'sending' || attempt === null) return undefined;
  const text = isPending(state) ? words.noAnswerText : words.noAnswerChangedText;
  return { title: words.noAnswerTitle, text };
}
