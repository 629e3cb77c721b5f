import type { Product } from '../../shared/contract/products.ts';
import { nameAllergens } from '../components/describe-allergens.ts';
import { html, nothing } from '../components/html.ts';
import { productPicture } from '../components/picture.ts';
import { stepper } from '../components/stepper.ts';
import { commonWords } from '../components/words.ts';
import { quantityOf } from './basket.ts';
import { nameOf, noFilter, sectionsOf } from './filter.ts';
import { limitOf, toLineQuantity } from './limits.ts';
import { productList } from './product-list.ts';
import { describePrice, keepFocus, stepperLabels, supplyTag } from './product-offer.ts';
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
      <p class="product-price">${describePrice(product)}</p>
      ${supplyTag(product, state, actions)}
      ${
        product.description === ''
          ? nothing
          : html`<p class="product-description">${product.description}</p>`
      }
      ${allergenLists(product, state)}
      ${
        product.option_groups.length > 0
          ? choices(product, state, actions)
          : offer(product, state, actions)
      }
      <button class="button soft" type="button" @click=${() => void actions.share(product)}>
        ${words.share}
      </button>
    </div>
  </article>`;
}

/** The allergens of a piece with the options that are chosen so far. */
function allergenLists(product: Product, state: ShopState) {
  const { allergens } = state.optionCode?.offerOfDraft(product, state) ?? product;
  const traces = product.traces.filter((one) => !allergens?.includes(one));
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

/** The options, once their code is loaded. */
function choices(product: Product, state: ShopState, actions: ShopActions) {
  const { optionCode, hasOptionCodeFailed, draft } = state;
  const isChanged = draft?.productId === product.id && draft.lineKey !== null;
  if (!product.available && !isChanged) return nothing;
  if (optionCode) return optionCode.optionForm(product, state, actions);
  return html`<div class="option-loading" role="status">
    ${
      hasOptionCodeFailed
        ? html`<div class="notice">
            <p>${words.optionsUnreachable}</p>
            <button class="button" type="button" @click=${actions.retryOptions}>
              ${words.tryAgain}
            </button>
          </div>`
        : html`<p class="quiet">${words.loadingOptions}</p>`
    }
  </div>`;
}

function offer(product: Product, { basket, shortages }: ShopState, { setQuantity }: ShopActions) {
  const { id, name } = product;
  const quantity = quantityOf(basket, id);
  const limit = limitOf(product, shortages);
  const change = (wanted: number) => {
    const place = document.activeElement?.closest('.offer');
    const allowed = toLineQuantity(product, shortages, { from: quantity, wanted, others: 0 });
    setQuantity({ product_id: id, quantity: allowed }, name);
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
