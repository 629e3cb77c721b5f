import type { Product } from '../../shared/contract/products.ts';
import { nameAllergens } from '../components/describe-allergens.ts';
import { html, nothing } from '../components/html.ts';
import { productPicture } from '../components/picture.ts';
import { toQuantity } from '../../shared/domain/quantities.ts';
import { stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { formatMoney } from '../components/wording.ts';
import { quantityOf } from './basket.ts';
import { nameOf, noFilter, sectionsOf } from './filter.ts';
import { limitOf, unitsLeftOf } from './limits.ts';
import { productList } from './product-list.ts';
import { keepFocus, stepperLabels, supplyTag } from './product-offer.ts';
import type { ShopActions } from './shop-actions.ts';
import { productsOf, type ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** One product, large; or all products when none has the id. */
export function productPage(id: number | undefined, state: ShopState, actions: ShopActions) {
  const { catalogue } = state;
  if (catalogue.kind === 'loading') return html`<p role="status">${words.loading}</p>`;
  if (catalogue.kind === 'unreachable') {
    return html`<div class="notice" role="alert">
      <h1>${words.unreachableTitle}</h1>
      <p>${words.unreachableText}</p>
    </div>`;
  }
  const product = catalogue.products.find((one) => one.id === id);
  return product ? details(product, state, actions) : unknownProduct(state, actions);
}

function unknownProduct(state: ShopState, actions: ShopActions) {
  return html`<div>
    <div class="unknown-product">
      <h1 tabindex="-1">${words.noProductTitle}</h1>
      <p>${words.noProductText}</p>
    </div>
    ${productList(state, actions)}
  </div>`;
}

function details(product: Product, state: ShopState, actions: ShopActions) {
  const products = productsOf(state);
  const section = sectionsOf(products, noFilter).find((one) => one.products.includes(product));
  return html`<article
    id="product-${product.id}"
    class="product ${product.available ? '' : 'sold-out'}"
  >
    <a class="way-back" href="/#${section?.id ?? ''}"
      >${words.backTo(section ? nameOf(section) : words.products)}</a
    >
    <div class="product-picture">
      <span class="picture-frame">${productPicture(product.name, product.picture)}</span>
    </div>
    <div class="product-facts">
      <h1 tabindex="-1">${product.name}</h1>
      <p class="product-price">${formatMoney(product.price)}</p>
      ${supplyTag(product, state, actions)}
      ${
        product.description === ''
          ? nothing
          : html`<p class="product-description">${product.description}</p>`
      }
      ${allergenLists(product)} ${offer(product, state, actions)}
      <button class="button soft" type="button" @click=${() => void actions.share(product)}>
        ${words.share}
      </button>
    </div>
  </article>`;
}

function allergenLists({ allergens, traces }: Product) {
  if (allergens === null) return html`<p class="allergens">${commonWords.allergensNotDeclared}</p>`;
  return html`<dl class="allergen-lists">
    <dt>${words.containsTitle}</dt>
    <dd>${allergens.length === 0 ? commonWords.noAllergens : nameAllergens(allergens)}</dd>
    ${
      traces.length === 0
        ? nothing
        : html`<dt>${words.tracesTitle}</dt>
            <dd>${nameAllergens(traces)}</dd>`
    }
  </dl>`;
}

function offer(product: Product, state: ShopState, { setQuantity }: ShopActions) {
  const quantity = quantityOf(state.basket, product.id);
  const most = unitsLeftOf(product, state.shortages);
  const limit = limitOf(product, state.shortages);
  const change = (wanted: number) => {
    const place = document.activeElement?.closest('.offer');
    setQuantity(product.id, product.name, toQuantity(product, { from: quantity, wanted, most }));
    keepFocus(place);
  };
  return html`<div class="offer">
    ${
      quantity > 0
        ? html`${stepper(stepperLabels(product.name), quantity, limit, change)}
            <span class="quiet">${words.inYourBasket}</span>`
        : product.available
          ? html`<button class="button add" type="button" @click=${() => change(1)}>
              ${words.addToBasket}
            </button>`
          : nothing
    }
  </div>`;
}
