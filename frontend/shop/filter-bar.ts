import type { Allergen } from '../components/describe-allergens.ts';
import { type EventAt, html } from '../components/html.ts';
import { searchField } from '../components/search-field.ts';
import { commonWords } from '../components/words.ts';
import { allergensIn } from './filter.ts';
import type { ShopActions } from './shop-actions.ts';
import { productsOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

const allergenNames = Object.keys(commonWords.allergens) as Allergen[];

/** Search, and the allergens that products must not contain. */
export function filterBar(state: ShopState, { changeFilter, toggleFilter }: ShopActions) {
  const { filter, isFilterOpen } = state;
  const offered = allergensIn(productsOf(state), allergenNames);
  const choice = (allergen: Allergen) => {
    const toggle = ({ currentTarget }: EventAt<HTMLInputElement>) => {
      const others = filter.without.filter((other) => other !== allergen);
      changeFilter({ without: currentTarget.checked ? [...others, allergen] : others });
    };
    return html`<label class="chip">
      <input type="checkbox" .checked=${filter.without.includes(allergen)} @change=${toggle} />
      <span>${commonWords.allergens[allergen]}</span>
    </label>`;
  };
  return html`<div class="filter" role="search">
    ${searchField(words.searchLabel, filter.search, (search) => changeFilter({ search }))}
    <button
      class="button soft filter-button"
      type="button"
      aria-expanded=${isFilterOpen}
      aria-controls="allergen-filter"
      ?hidden=${offered.length === 0}
      @click=${toggleFilter}
    >
      ${words.without(filter.without.map((name) => commonWords.allergens[name]))}
    </button>
    <fieldset id="allergen-filter" ?hidden=${!isFilterOpen}>
      <legend>${words.allergens}</legend>
      <div class="chips wrap">${offered.map(choice)}</div>
      <p class="quiet">${words.allergensHint}</p>
    </fieldset>
  </div>`;
}
