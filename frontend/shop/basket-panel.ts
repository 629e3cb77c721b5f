import type { Product } from '../../shared/contract/products.ts';
import { nameAllergens } from '../components/describe-allergens.ts';
import { describeClosedSale } from '../components/describe-availability.ts';
import { type EventAt, html, live, nothing, repeat } from '../components/html.ts';
import { describeQuantityFault } from '../components/describe-quantities.ts';
import { focusStepper, stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import {
  type BasketLine,
  countUnits,
  hasTextsPerPiece,
  keyOf,
  type LineKey,
  maxQuantity,
  quantityOf,
} from './basket.ts';
import { describePause, findPause } from './describe-pause.ts';
import { describeAbsence } from './day-choice.ts';
import { fewLeftOf, limitOf, limitOfLine, toLineQuantity, unitsLeftOf } from './limits.ts';
import { hasOptions, type LineOffer, offerOf, sumPrices } from './line-offer.ts';
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
  const sum = formatMoney(sumPrices(basket, state));
  return html`<ul id="basket-lines" class="lines">
      ${repeat(basket, keyOf, (line, at) => basketLine(line, at, state, actions))}
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

function basketLine(line: BasketLine, at: number, state: ShopState, actions: ShopActions) {
  const { basket, shortages, openNotes } = state;
  const { product_id: id, quantity, note = '' } = line;
  const key = keyOf(line);
  const product = productsOf(state).find((one) => one.id === id);
  const name = product?.name ?? words.removedProduct;
  const offer = product && offerOf(line, product, state);
  const title = offer && offer.text !== '' ? `${name}, ${offer.text}` : name;
  const others = quantityOf(basket, id) - quantity;
  const limit = product ? limitOfLine(product, shortages, others) : maxQuantity;
  const set = (wanted: number) => {
    const allowed = product
      ? toLineQuantity(product, shortages, { from: quantity, wanted, others })
      : wanted;
    actions.setQuantity({ ...line, quantity: allowed }, product?.name ?? words.thisProduct);
  };
  const allowed = product
    ? toLineQuantity(product, shortages, { from: 0, wanted: quantity, others })
    : quantity;
  const isShort = allowed !== quantity;
  const isRefused = offer?.fault != null || isRefusedLine(at, state);
  const isBaked = product?.kind === 'made_to_order';
  const takesText = product?.option_groups.some(({ kind }) => kind === 'text') === true;
  // Shelf products rarely need a note, so the field is hidden at first.
  const hasNoteField = isBaked || note !== '' || openNotes.includes(key);
  return html`<li class=${isShort || isRefused || !product?.available ? 'short' : ''}>
    <span class="name">${name}</span>
    <span class="price">${offer ? formatMoney(offer.price * quantity) : nothing}</span>
    ${offer && offer.text !== '' ? html`<p class="line-options">${offer.text}</p>` : nothing}
    ${isRefused ? html`<p class="tag bad">${offer?.fault ?? words.optionsRefusedTitle}</p>` : nothing}
    ${offer ? priceChange(line, offer) : nothing} ${lineTags(product, line, offer, state)}
    ${allergenWarning(product, offer, state)}
    <div class="choice">
      ${
        hasTextsPerPiece(line)
          ? html`<span class="pieces">${words.items(quantity)}</span>`
          : stepper(stepperLabels(title), quantity, limit, set)
      }
      <span>
        ${isShort && allowed > 0 ? setToLeft(name, allowed, set) : nothing}
        ${
          product && hasOptions(line, product)
            ? changeButton(line, title, product, isRefused, actions)
            : nothing
        }
        ${hasNoteField ? nothing : noteButton(key, title, actions)}
        <button
          class="link"
          type="button"
          aria-label=${words.removeOf(title)}
          @click=${() => actions.setQuantity({ ...line, quantity: 0 }, name)}
        >
          ${words.remove}
        </button>
      </span>
    </div>
    ${hasNoteField ? noteField(key, title, note, isBaked && !takesText, actions) : nothing}
  </li>`;
}

/** Whether the API has refused the options of the line. */
function isRefusedLine(at: number, { placement }: ShopState): boolean {
  if (placement.kind !== 'refused') return false;
  const path = `/lines/${at}/options`;
  return placement.faults.some((fault) => fault.path === path || fault.path.startsWith(`${path}/`));
}

function changeButton(
  line: BasketLine,
  title: string,
  product: Product,
  isRefused: boolean,
  { changeLine }: ShopActions,
) {
  const [text, label] = isRefused
    ? [words.chooseAgain, words.chooseAgainOf(title)]
    : [words.changeOptions, words.changeOptionsOf(title)];
  return html`<button
    class="link ${isRefused ? 'choose-again' : ''}"
    type="button"
    aria-label=${label}
    @click=${() => changeLine(line, product)}
  >
    ${text}
  </button>`;
}

/** Since the customer has chosen, the price has changed. */
function priceChange({ shown }: BasketLine, { price, fault }: LineOffer) {
  if (shown?.price === undefined || fault !== null || shown.price === price) return nothing;
  return html`<p class="tag">${words.newPrice(formatMoney(price), formatMoney(shown.price))}</p>`;
}

function lineTags(
  product: Product | undefined,
  { quantity }: BasketLine,
  offer: LineOffer | undefined,
  state: ShopState,
) {
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
  // All lines of the product count.
  const units = quantityOf(state.basket, product.id);
  if (left < units) return html`<p class="tag bad">${onlyLeft}</p>`;
  const fault = describeQuantityFault(product, units);
  if (fault !== null) return html`<p class="tag bad">${fault}</p>`;
  if (units === product.max_quantity) {
    return html`<p class="quiet">${commonWords.atMost(formatNumber(units))}</p>`;
  }
  if (limit === units && left < maxQuantity) {
    const isFew = fewLeftOf(product, state) !== undefined;
    return html`<p class="few-left">${isFew ? onlyLeft : words.noMoreLeft}</p>`;
  }
  return html`<p class="quiet">
    ${quantity > 1 && offer ? words.each(formatMoney(offer.price)) : nothing}
    ${product.kind === 'made_to_order' ? words.madeToOrder : nothing}
  </p>`;
}

function allergenWarning(
  product: Product | undefined,
  offer: LineOffer | undefined,
  { filter }: ShopState,
) {
  const allergens = offer?.allergens;
  const traces = product?.traces ?? [];
  const contained = filter.without.filter((one) => allergens?.includes(one));
  const possible = filter.without.filter((one) => traces.includes(one) && !contained.includes(one));
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

function noteButton(key: LineKey, name: string, { openNote }: ShopActions) {
  const open = ({ currentTarget }: EventAt<HTMLElement>) => {
    const line = currentTarget.closest('li');
    openNote(key);
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
  key: LineKey,
  name: string,
  note: string,
  isForText: boolean,
  { setNote }: ShopActions,
) {
  return html`<div class="note-field">
    <textarea
      class="note"
      rows="1"
      maxlength=${maxNote}
      placeholder=${isForText ? words.noteExample : words.note}
      aria-label=${words.noteFor(name)}
      .value=${live(note)}
      @input=${({ currentTarget }: EventAt<HTMLTextAreaElement>) => setNote(key, currentTarget.value)}
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
