import type { Product } from '../../../shared/contract/products.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { element } from '../../components/element.ts';
import { createKeyedList, type ItemView } from '../../components/keyed-list.ts';
import { leftOf } from '../../components/shortages.ts';
import { commonWords } from '../../components/words.ts';
import { formatMoney, formatNumber } from '../../components/wording.ts';
import { quantityOf, type DraftOrder } from './draft-order.ts';
import { words } from './words.ts';

interface Offer {
  readonly product: Product;
  readonly quantity: number;
  /** Units left after a refusal for a shortage; undefined when unknown. */
  readonly left: number | undefined;
}

/**
 * All products on sale; a tap adds one unit. Enter in the search field adds the first product found.
 */
export function createProductGrid(onTake: (product: Product) => void) {
  let draft: DraftOrder = { products: [], lines: [], shortages: [] };
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
      // Enter in an empty search field adds nothing.
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
    update(now: DraftOrder) {
      draft = now;
      show();
    },
    focus: () => search.focus(),
  };

  function show() {
    const fitting = findFitting();
    none.hidden = fitting.length > 0 || draft.products.length === 0;
    showOffers(
      fitting.map((product) => ({
        product,
        quantity: quantityOf(draft.lines, product),
        left: leftOf(draft.shortages, product.id),
      })),
    );
  }

  function findFitting(): readonly Product[] {
    return searchProducts(draft.products, { search: search.value });
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
