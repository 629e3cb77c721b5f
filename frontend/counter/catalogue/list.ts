import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { searchProducts } from '../../../shared/domain/search-products.ts';
import { element } from '../../components/element.ts';
import { createKeyedList } from '../../components/keyed-list.ts';
import { createNotice } from '../../components/notice.ts';
import { explainFailure } from '../explain-failure.ts';
import { getSession } from '../staff-api.ts';
import type { OpenView } from '../view.ts';
import { fetchCatalogue } from './catalogue-api.ts';
import { createListedProduct } from './listed-product.ts';
import { words } from './words.ts';

type Filter = keyof typeof words.filters;

/** The filter and the search text are kept while a product's page is open. */
const wanted: { filter: Filter; text: string } = { filter: 'all', text: '' };

/** All products, including those off sale. */
export const openList: OpenView = async ({ element: place, signal }) => {
  const mayChange = getSession().role === 'manager';
  const notice = createNotice();
  const count = element('p', { className: 'quiet', role: 'status' });
  const list = element('ul', { className: 'listed-products' });
  const showProducts = createKeyedList<CatalogueProduct>(list, ({ id }) => id, createListedProduct);
  let products: readonly CatalogueProduct[] = [];
  place.append(
    element(
      'div',
      { className: 'catalogue-head' },
      element('h1', { textContent: words.title }),
      ...(mayChange
        ? [
            element('a', {
              className: 'button button-link',
              href: '#/catalogue/new',
              textContent: words.add,
            }),
          ]
        : []),
    ),
    element('p', { className: 'lead', textContent: mayChange ? words.lead : words.readOnly }),
    element('div', { className: 'catalogue-head' }, createSearch(show), createFilters(show)),
    notice.element,
    count,
    list,
  );
  const answer = await fetchCatalogue();
  if (signal.aborted) return;
  if (answer.kind === 'accepted') {
    products = answer.body;
    show();
  } else notice.show(words.outOfReach, explainFailure(answer));

  function show() {
    const found = searchProducts(products, { search: wanted.text });
    const shown = found.filter((product) => belongsTo(wanted.filter, product));
    showProducts(shown);
    count.textContent = words.found(shown.length);
  }
};

function belongsTo(filter: Filter, { active, kind }: CatalogueProduct): boolean {
  if (filter === 'all') return true;
  return filter === 'off' ? !active : active && kind === filter;
}

function createSearch(onChange: () => void): HTMLElement {
  const input = element('input', {
    type: 'search',
    className: 'search',
    placeholder: words.search,
    ariaLabel: words.search,
    maxLength: 100,
    autocomplete: 'off',
    value: wanted.text,
    oninput: () => {
      wanted.text = input.value;
      onChange();
    },
  });
  return input;
}

function createFilters(onChange: () => void): HTMLElement {
  const buttons = Object.entries(words.filters).map(([filter, textContent]) =>
    element('button', {
      type: 'button',
      className: 'choice-button',
      textContent,
      ariaPressed: String(filter === wanted.filter),
      onclick: ({ currentTarget }) => {
        wanted.filter = filter as Filter;
        for (const button of buttons) button.ariaPressed = String(button === currentTarget);
        onChange();
      },
    }),
  );
  return element('div', { className: 'choices', role: 'group', ariaLabel: words.show }, ...buttons);
}
