import type { Product } from '../../shared/contract/products.ts';
import { productPath } from '../../shared/domain/product-page.ts';
import {
  describeAllergens,
  isFreeOfAllergens,
  nameAllergens,
} from '../components/describe-allergens.ts';
import { html, nothing, ref, repeat } from '../components/html.ts';
import { productPicture } from '../components/picture.ts';
import { scrollStrip } from '../components/scroll-strip.ts';
import { dayChoice } from './day-choice.ts';
import { nameOf, type Section, sectionsOf } from './filter.ts';
import { filterBar } from './filter-bar.ts';
import { productOffer, supplyTag } from './product-offer.ts';
import type { ShopActions } from './shop-actions.ts';
import { productsOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The products by category, with search, allergen filter and category bar. */
export function productList(state: ShopState, actions: ShopActions) {
  const products = productsOf(state);
  const sections = sectionsOf(products, state.filter);
  const { day, catalogue } = state;
  const isOutdated = catalogue.kind === 'loaded' && catalogue.day !== day;
  return html`<section
    class="products"
    aria-label=${words.products}
    aria-busy=${isOutdated ? 'true' : nothing}
  >
    ${products.length === 0 ? nothing : html`${dayChoice(state, actions)} ${filterBar(state, actions)}`}
    ${sections.length > 1 ? categoryBar(sections, state, actions) : nothing}
    <div class="live" role="alert">
      ${state.catalogue.kind === 'unreachable' && state.online ? unreachable(actions) : nothing}
    </div>
    ${state.catalogue.kind === 'loading' ? skeletons() : nothing}
    ${emptyState(state, sections, actions)}
    ${repeat(
      sections,
      ({ id }) => id,
      (section) => categorySection(section, state, actions),
    )}
  </section>`;
}

function skeletons() {
  return html`<p class="visually-hidden" role="status">${words.loading}</p>
    <div class="cards" aria-hidden="true">
      ${Array.from({ length: 8 }, () => html`<div class="card skeleton"></div>`)}
    </div>`;
}

function unreachable({ retry }: ShopActions) {
  return html`<div class="notice unreachable">
    <h2>${words.unreachableTitle}</h2>
    <p>${words.unreachableText}</p>
    <button class="button" type="button" @click=${retry}>${words.tryAgain}</button>
  </div>`;
}

function emptyState(
  { catalogue }: ShopState,
  sections: readonly Section[],
  { clearFilter }: ShopActions,
) {
  if (catalogue.kind !== 'loaded' || sections.length > 0) return nothing;
  if (catalogue.products.length === 0) {
    return html`<div class="empty-state">
      <h2>${words.nothingTitle}</h2>
      <p>${words.nothingText}</p>
    </div>`;
  }
  return html`<div class="empty-state">
    <h2>${words.nothingFoundTitle}</h2>
    <p>${words.nothingFoundText}</p>
    <button class="button soft" type="button" @click=${clearFilter}>${words.clearFilter}</button>
  </div>`;
}

/** Sticks to the top of the screen and marks the section in view. */
function categoryBar(
  sections: readonly Section[],
  { sectionInView }: ShopState,
  { showSection }: ShopActions,
) {
  const current = sections.some(({ id }) => id === sectionInView) ? sectionInView : sections[0]?.id;
  const link = (section: Section) =>
    html`<a
      href="#${section.id}"
      aria-current=${section.id === current ? 'true' : nothing}
      @click=${showSection(section.id)}
      >${nameOf(section)}</a
    >`;
  return html`<nav class="category-bar" aria-label=${words.categories}>
    ${scrollStrip(html`<div class="tabs">${repeat(sections, ({ id }) => id, link)}</div>`)}
  </nav>`;
}

function categorySection(section: Section, state: ShopState, actions: ShopActions) {
  const { id, products } = section;
  return html`<section
    id=${id}
    class="category"
    aria-labelledby="${id}-title"
    ${ref(actions.watchSection)}
  >
    <h2 id="${id}-title" tabindex="-1">${nameOf(section)}</h2>
    <ul class="cards">
      ${repeat(
        products,
        (product) => product.id,
        (product) => productCard(product, state, actions),
      )}
    </ul>
  </section>`;
}

function productCard(product: Product, state: ShopState, actions: ShopActions) {
  const { name, description, allergens, traces, option_groups: groups } = product;
  const path = productPath(product);
  const isWarned = state.filter.without.some((one) => traces.includes(one));
  const replaced = state.filter.without.filter((one) => allergens?.includes(one));
  return html`<li id="product-${product.id}" class="card ${product.available ? '' : 'sold-out'}">
    <a class="card-picture" href=${path} tabindex="-1" aria-hidden="true"
      ><span class="picture-frame">${productPicture(name, product.picture)}</span></a
    >
    <div class="about">
      <h3><a href=${path}>${name}</a></h3>
      ${description === '' ? nothing : html`<p class="description">${description}</p>`}
      ${
        isFreeOfAllergens(product)
          ? nothing
          : html`<p class="allergens ${isWarned ? 'allergen-warning' : ''}">
              ${describeAllergens(product)}
            </p>`
      }
      ${
        groups.length === 0
          ? nothing
          : html`<p class="tag">${words.withOptions(groups.map((group) => group.name))}</p>`
      }
      ${
        replaced.length === 0
          ? nothing
          : html`<p class="tag">${words.canBeWithout(nameAllergens(replaced))}</p>`
      }
      ${supplyTag(product, state, actions)}
    </div>
    ${productOffer(product, state, actions)}
  </li>`;
}
