import { countUnits, holdsTheSame, sumPrices } from './basket.ts';
import { type ChosenProduct, createBasketLine } from './basket-line.ts';
import { getElement } from '../components/element.ts';
import { createKeyedList } from '../components/keyed-list.ts';
import type { ShopState } from './shop-state.ts';
import { formatMoney } from '../components/wording.ts';
import { words } from './words.ts';

export interface BasketViewActions {
  setQuantity(productId: number, name: string, quantity: number): void;
  placeOrder(): void;
}

export function createBasketView(actions: BasketViewActions): (state: ShopState) => void {
  const title = getElement('basket-title');
  const placed = getElement('placed');
  const empty = getElement('basket-empty');
  const kept = getElement('basket-kept');
  const filled = getElement('basket-filled');
  const lines = getElement('basket-lines');
  const note = getElement('basket-note');
  const total = getElement('basket-total');
  const bar = getElement('basket-bar');
  const barText = getElement('basket-bar-text');
  const button = getElement('place-order');
  const showProblem = createProblemView();
  const showLines = createKeyedList<ChosenProduct>(
    lines,
    ({ productId }) => productId,
    ({ productId, quantity, product }) =>
      createBasketLine({ productId, quantity, product }, (wanted) =>
        actions.setQuantity(productId, product?.name ?? words.thisProduct, wanted),
      ),
  );
  button.onclick = () => actions.placeOrder();

  return (state) => {
    const { basket, catalogue, placement } = state;
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const chosen = basket.map(({ product_id, quantity }) => ({
      productId: product_id,
      quantity,
      product: products.find(({ id }) => id === product_id),
    }));
    const count = words.items(countUnits(basket));
    const sum = sumPrices(basket, products);
    const isEmpty = basket.length === 0;
    // Without the catalogue a basket is a list of numbers.
    const canShow = catalogue.kind === 'loaded';

    const hadFocus = lines.contains(document.activeElement);
    showLines(canShow ? chosen : []);
    if (hadFocus && !lines.contains(document.activeElement)) title.focus();

    placed.hidden = placement.kind !== 'placed';
    placed.textContent = placement.kind === 'placed' ? words.thanks(placement.orderId) : '';
    empty.hidden = !isEmpty || placement.kind === 'placed';
    kept.hidden = isEmpty || canShow;
    kept.textContent = words.itemsKept(count);
    filled.hidden = isEmpty || !canShow;
    note.hidden = !chosen.some(({ product }) => product?.kind === 'made_to_order');
    total.textContent = formatMoney(sum);
    bar.hidden = isEmpty || !canShow;
    barText.textContent = words.itemsFor(count, sum);
    button.textContent = labelFor(state);
    button.ariaDisabled = String(placement.kind === 'sending');
    showProblem(state);
  };
}

function labelFor({ placement, attempt, basket }: ShopState): string {
  if (placement.kind === 'sending') return placement.again ? words.placingAgain : words.placing;
  return attempt && holdsTheSame(attempt.lines, basket) ? words.tryAgain : words.placeOrder;
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

function findProblem({ placement, attempt, basket }: ShopState) {
  if (placement.kind === 'refused') return placement;
  if (placement.kind === 'sending' || attempt === null) return undefined;
  const isUnchanged = holdsTheSame(attempt.lines, basket);
  const text = isUnchanged ? words.noAnswerText : words.noAnswerChangedText;
  return { title: words.noAnswerTitle, text };
}
