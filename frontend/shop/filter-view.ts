import { announce } from '../components/announce.ts';
import type { Allergen } from '../components/describe-allergens.ts';
import { element } from '../components/element.ts';
import { getElement } from '../components/get-element.ts';
import { commonWords } from '../components/words.ts';
import {
  allergensIn,
  categoriesOf,
  type Filter,
  isFiltering,
  noFilter,
  searchProducts,
} from './filter.ts';
import type { ShopState } from './shop-state.ts';
import { words } from './words.ts';

const allergenNames = Object.keys(commonWords.allergens) as Allergen[];

/** Search, categories and the allergen filter. */
export function createFilterView(onChange: (filter: Filter) => void): (state: ShopState) => void {
  const box = getElement('filter');
  const categories = getElement('categories');
  const allergens = getElement('allergens');
  const summary = getElement('allergens-summary');
  const nothing = getElement('products-filtered');
  const search = getElement('search') as HTMLInputElement;
  let filter = noFilter;
  let offered = '';

  function change(patch: Partial<Filter>) {
    onChange({ ...filter, ...patch });
  }

  function createChoice(category: string | null) {
    return element('button', {
      type: 'button',
      className: 'chip',
      textContent: category ?? words.allCategories,
      value: category ?? '',
      onclick: () => change({ category }),
    });
  }

  function createAllergen(allergen: Allergen) {
    const box = element('input', {
      type: 'checkbox',
      value: allergen,
      onchange: () =>
        change({
          without: box.checked
            ? [...filter.without, allergen]
            : filter.without.filter((other) => other !== allergen),
        }),
    });
    return element(
      'label',
      { className: 'chip' },
      box,
      element('span', { textContent: commonWords.allergens[allergen] }),
    );
  }

  search.placeholder = words.search;
  search.oninput = () => change({ search: search.value });
  getElement('filter-clear').onclick = () => {
    onChange(noFilter);
    search.focus();
  };

  return ({ catalogue, filter: wanted }) => {
    const products = catalogue.kind === 'loaded' ? catalogue.products : [];
    const names = categoriesOf(products);
    const contained = allergensIn(products, allergenNames);
    const nowOffered = [names, contained].join('|');
    if (nowOffered !== offered) {
      offered = nowOffered;
      categories.replaceChildren(...[null, ...names].map(createChoice));
      allergens.replaceChildren(...contained.map(createAllergen));
    }
    const left = searchProducts(products, wanted).length;
    if (wanted !== filter) {
      filter = wanted;
      announce(words.found(left));
    }
    box.hidden = products.length === 0;
    if (search.value !== wanted.search) search.value = wanted.search;
    for (const chip of categories.querySelectorAll('button')) {
      chip.ariaPressed = String(chip.value === (wanted.category ?? ''));
    }
    for (const checkbox of allergens.querySelectorAll('input')) {
      checkbox.checked = wanted.without.some((allergen) => allergen === checkbox.value);
    }
    summary.textContent = words.without(wanted.without.map((name) => commonWords.allergens[name]));
    nothing.hidden = products.length === 0 || left > 0 || !isFiltering(wanted);
  };
}
