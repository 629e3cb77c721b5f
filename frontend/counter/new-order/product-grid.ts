import type { Product } from '../../../shared/contract/products.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { element } from '../../components/element.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { leftOf } from '../../components/shortages.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney, formatNumber } from '../../components/wording.ts';
import { quantityOf, type Slip } from './slip.ts';
import { words } from './words.ts';

interface Offer {
  readonly product: Product;
  readonly quantity: number;
  /** Units that there are, where the bakery had too little of it; undefined when that is not known. */
  readonly left: number | undefined;
}

/**
 * Everything for sale, each to be tapped once per piece, and a search in it: Enter takes the first
 * that fits.
 */
export function createProductGrid(onTake: (product: Product) => void) {
  let slip: Slip = { products: [], lines: [], shortages: [] };
  const search = element('input', {
    type: 'search',
    className: 'search',
    placeholder: words.search,
    ariaLabel: words.search,
    autocomplete: 'off',
    oninput: show,
    onkeydown: (event: KeyboardEvent) => {
      if (event.key !== 'Enter') return;
      event.preventDefault();
      const first = findFitting().find(({ available }) => available);
      // Who has not typed anything has not looked for the first one there is.
      if (!first || search.value.trim() === '') return;
      onTake(first);
      search.select();
    },
  });
  const none = element('p', { className: 'quiet', textContent: words.noProduct, hidden: true });
  const list = element('ul', { className: 'product-grid' });
  const showOffers = createKeyedList<Offer>(
    list,
    ({ product }) => product.id,
    (offer) => createOffer(offer, onTake),
  );
  return {
    element: element('section', { ariaLabel: words.products }, search, none, list),
    update(now: Slip) {
      slip = now;
      show();
    },
    focus: () => search.focus(),
  };

  function show() {
    const fitting = findFitting();
    none.hidden = fitting.length > 0 || slip.products.length === 0;
    showOffers(
      fitting.map((product) => ({
        product,
        quantity: quantityOf(slip.lines, product),
        left: leftOf(slip.shortages, product.id),
      })),
    );
  }

  function findFitting(): readonly Product[] {
    return slip.products.filter(searchProducts(search.value));
  }
}

function createOffer({ product }: Offer, onTake: (product: Product) => void): ItemView<Offer> {
  const count = element('b', { className: 'offer-count' });
  const price = element('span', { className: 'price' });
  const supply = element('span', { className: 'offer-supply' });
  const button = element(
    'button',
    {
      type: 'button',
      className: 'offer-button',
      onclick: () => {
        if (button.ariaDisabled !== 'true') onTake(product);
      },
    },
    element('span', { className: 'offer-name', textContent: product.name }),
    supply,
    price,
    count,
  );
  return {
    element: element('li', {}, button),
    update({ product: { available, price: amount }, quantity, left = 0 }) {
      button.ariaDisabled = String(!available);
      price.textContent = available ? formatMoney(amount) : words.soldOut;
      supply.textContent = commonWords.onlyLeft(formatNumber(left));
      supply.hidden = !available || left === 0;
      count.textContent = formatNumber(quantity);
      count.hidden = quantity === 0;
    },
  };
}
