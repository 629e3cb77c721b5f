import type { Product } from '../../shared/contract/products.ts';
import { nameAllergens } from '../components/describe-allergens.ts';
import { html, nothing } from '../components/html.ts';
import { optionFields } from '../components/option-form/option-fields.ts';
import { words as optionWords } from '../components/option-form/words.ts';
import { stepper } from '../components/stepper.ts';
import { formatMoney, formatNumber } from '../components/wording.ts';
import { findLine, quantityOf } from './basket.ts';
import { limitOfLine, toLineQuantity } from './limits.ts';
import { draftOf, offerOfDraft } from './product-draft.ts';
import { stepperLabels } from './product-offer.ts';
import type { ShopActions } from './shop-actions.ts';
import type { ProductDraft, ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The groups of a product, its price with the choices, and the button that puts it into the basket. */
export function optionForm(product: Product, state: ShopState, actions: ShopActions) {
  const draft = draftOf(product, state);
  const change = (patch: Partial<ProductDraft>) => actions.changeDraft({ ...draft, ...patch });
  return html`<section class="option-form" aria-label=${optionWords.choicesFor(product.name)}>
    ${draft.lineKey === null ? nothing : html`<p class="notice">${optionWords.changing}</p>`}
    ${filterNotice(product, state, actions)}
    ${optionFields({
      groups: product.option_groups,
      draft: draft.choices,
      pieces: draft.quantity,
      unwanted: state.filter.without,
      onChange: (choices) => change({ choices }),
    })}
    ${foot(product, draft, state, actions)}
  </section>`;
}

/** The allergens that the customer avoids, and the options that replace those of the product. */
function filterNotice(product: Product, state: ShopState, { changeFilter }: ShopActions) {
  const { without } = state.filter;
  if (without.length === 0) return nothing;
  const { allergens } = offerOfDraft(product, state);
  const contained = without.filter((one) => allergens?.includes(one));
  const options = product.option_groups.flatMap((group) => group.options);
  const sentences = contained.map((allergen) => {
    const names = options
      .filter((option) => option.available && option.without.includes(allergen))
      .filter((option) => !option.allergens.some((one) => without.includes(one)))
      .map(({ name }) => name);
    const allergenName = nameAllergens([allergen]);
    return names.length === 0
      ? optionWords.containsStill(allergenName)
      : optionWords.avoidBy(allergenName, names.join(' / '));
  });
  return html`<div class="notice option-filter ${sentences.length > 0 ? 'warned' : ''}">
    <p>${optionWords.filtered(nameAllergens(without))}</p>
    ${sentences.map((text) => html`<p><strong>${text}</strong></p>`)}
    <button class="link" type="button" @click=${() => changeFilter({ without: [] })}>
      ${optionWords.clearFilter}
    </button>
  </div>`;
}

function foot(product: Product, draft: ProductDraft, state: ShopState, actions: ShopActions) {
  const { basket, shortages } = state;
  const { quantity, lineKey } = draft;
  const edited = lineKey === null ? undefined : findLine(basket, lineKey);
  const others = quantityOf(basket, product.id) - (edited?.quantity ?? 0);
  const limit = limitOfLine(product, shortages, others);
  const set = (wanted: number) => {
    const allowed = toLineQuantity(product, shortages, { from: quantity, wanted, others });
    actions.changeDraft({ ...draft, quantity: Math.max(1, allowed) });
  };
  const { price } = offerOfDraft(product, state);
  const inBasket = quantityOf(basket, product.id);
  if (limit === 0) return html`<p class="tag">${words.noMoreLeft}</p>`;
  return html`<div class="option-foot">
    <div class="option-quantity">
      <span>${optionWords.quantity}</span>
      ${stepper(stepperLabels(product.name), quantity, limit, set)}
    </div>
    <p class="total">
      <span>${quantity > 1 ? words.each(formatMoney(price)) : words.total}</span>
      <strong id="option-total">${formatMoney(price * quantity)}</strong>
    </p>
    <button class="button wide add" type="button" @click=${() => actions.takeChoices(product)}>
      ${lineKey === null ? words.addToBasket : optionWords.saveChanges}
    </button>
    ${
      lineKey === null
        ? html`<p class="quiet" ?hidden=${inBasket === 0}>
            ${optionWords.unitsInBasket(formatNumber(inBasket))}
          </p>`
        : html`<button class="link" type="button" @click=${actions.cancelChange}>
            ${optionWords.cancelChange}
          </button>`
    }
  </div>`;
}
