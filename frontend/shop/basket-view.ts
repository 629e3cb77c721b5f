import { countUnits, sumPrices } from './basket.ts';
import { type ChosenProduct, createBasketLine } from './basket-line.ts';
import { getElement } from '../components/get-element.ts';
import { createKeyedList } from '../components/keyed-list.ts';
import { leftOf } from '../components/shortages.ts';
import { isSameOrder, toOrderRequest } from './order-request.ts';
import type { ShopState } from './shop-state.ts';
import { formatMoney } from '../components/wording.ts';
import { words } from './words.ts';

export interface BasketViewActions {
  setQuantity(productId: number, name: string, quantity: number): void;
  setNote(productId: number, note: string): void;
}

export function createBasketView(actions: BasketViewActions): (state: ShopState) => void {
  const title = getElement('basket-title');
  const empty = getElement('basket-empty');
  const kept = getElement('basket-kept');
  const filled = getElement('basket-filled');
  const lines = getElement('basket-lines');
  const note = getElement('basket-note');
  const total = getElement('basket-total');
  const bar = getElement('basket-bar');
  const barText = getElement('basket-bar-text');
  const toCheckout = getElement('to-checkout');
  const button = getElement('place-order');
  const showProblem = createProblemView();
  const showLines = createKeyedList<ChosenProduct>(
    lines,
    ({ productId }) => productId,
    (chosen) =>
      createBasketLine(chosen, {
        setQuantity: (wanted) =>
          actions.setQuantity(chosen.productId, chosen.product?.name ?? words.thisProduct, wanted),
        setNote: (note) => actions.setNote(chosen.productId, note),
      }),
  );

  return (state) => {
    const { basket, catalogue, placement, shortages, isCheckingOut } = state;
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const chosen = basket.map(({ product_id, quantity, note = '' }) => ({
      productId: product_id,
      quantity,
      note,
      left: leftOf(shortages, product_id),
      product: products.find(({ id }) => id === product_id),
    }));
    const count = words.items(countUnits(basket));
    const sum = sumPrices(basket, products);
    const isEmpty = basket.length === 0;
    // Before the catalogue has loaded, the basket has no names or prices.
    const canShow = catalogue.kind === 'loaded';

    const hadFocus = lines.contains(document.activeElement);
    showLines(canShow ? chosen : []);
    if (hadFocus && !lines.contains(document.activeElement)) title.focus();

    empty.hidden = !isEmpty;
    kept.hidden = isEmpty || canShow;
    kept.textContent = words.itemsWhileLoading(count);
    filled.hidden = isEmpty || !canShow;
    note.hidden = !chosen.some(({ product }) => product?.kind === 'made_to_order');
    total.textContent = formatMoney(sum);
    bar.hidden = isEmpty || !canShow || isCheckingOut;
    toCheckout.hidden = isCheckingOut || isPending(state);
    button.hidden = !toCheckout.hidden;
    barText.textContent = words.itemsFor(count, sum);
    button.textContent = labelFor(state);
    button.ariaDisabled = String(placement.kind === 'sending');
    showProblem(state);
  };
}

function labelFor(state: ShopState): string {
  const { placement } = state;
  if (placement.kind === 'sending') return placement.again ? words.placingAgain : words.placing;
  return isPending(state) ? words.tryAgain : words.placeOrder;
}

/** Whether this basket was sent and no answer has arrived. */
function isPending(state: ShopState): boolean {
  return state.attempt !== null && isSameOrder(state.attempt.request, toOrderRequest(state));
}

function createProblemView() {
  const problem = getElement('placement-problem');
  const title = getElement('placement-problem-title');
  const text = getElement('placement-problem-text');
  return (state: ShopState) => {
    const found = findProblem(state);
    problem.hidden = found === undefined;
    title.textContent = found?.title ?? '';
    text.textContent = found?.text ?? '';
  };
}

function findProblem(state: ShopState) {
  const { placement, attempt } = state;
  if (placement.kind === 'refused') return placement;
  if (placement.kind === 'sending' || attempt === null) return undefined;
  const text = isPending(state) ? words.noAnswerText : words.noAnswerChangedText;
  return { title: words.noAnswerTitle, text };
}
