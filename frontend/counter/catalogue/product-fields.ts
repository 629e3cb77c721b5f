import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { categoriesOf } from '../../../shared/domain/search-products.ts';
import { bakery } from '../../components/bakery.ts';
import { fieldsOf } from '../../components/field.ts';
import { type EventAt, html, live, nothing } from '../../components/html.ts';
import { commonWords } from '../../components/words.ts';
import { allergenNames, type ProductForm, withAllergen } from './product-form.ts';
import { words } from './words.ts';

interface ProductFieldActions {
  readonly type: (name: keyof ProductForm['values'], value: string) => void;
  readonly declare: (allergens: ProductForm['allergens']) => void;
}

/** Name, category, description and allergens. @param categories of other products */
export function aboutPanel(
  form: ProductForm,
  categories: readonly string[],
  { type, declare }: ProductFieldActions,
) {
  const { input, area } = fieldsOf(form, type);
  const category = { hint: words.categoryHint, list: 'categories' };
  return html`<section class="panel">
    <h2>${words.about}</h2>
    <div class="fields">
      ${input('/name', words.name)} ${input('/category', words.category, category)}
    </div>
    <datalist id="categories">
      ${categories.map((name) => html`<option value=${name}></option>`)}
    </datalist>
    ${area('/description', words.description)} ${allergenChoice(form, declare)}
  </section>`;
}

/** Price, batch size and, for a made-to-order product, lead time and daily limit. */
export function termFields(form: ProductForm, { type }: ProductFieldActions) {
  const { input } = fieldsOf(form, type);
  const isHidden = form.values.kind === 'shelf';
  return html`<div class="fields">
    ${input('/price', words.price(bakery.currency), {
      ...number,
      inputMode: 'decimal',
      hint: words.priceHint,
    })}
    ${input('/batch_size', words.batchSize, { ...number, hint: words.batchSizeHint })}
    ${input('/lead_time_hours', words.leadTime, { ...number, hint: words.leadTimeHint, isHidden })}
    ${input('/daily_capacity', words.dailyCapacity, {
      ...number,
      hint: words.dailyCapacityHint,
      isHidden,
    })}
  </div>`;
}

/** Options of a number field. */
export const number = { type: 'number', inputMode: 'numeric', step: 'any', min: 0 } as const;

/**
 * All fourteen allergens and "none": a missing allergen can harm a customer. No tick at all means that the
 * allergens are not declared.
 */
function allergenChoice(
  { allergens, faults }: ProductForm,
  declare: ProductFieldActions['declare'],
) {
  const { '/allergens': fault } = faults;
  const none = html`<label class="chip">
    <input
      type="checkbox"
      aria-describedby="allergens-fault"
      aria-invalid=${fault ? 'true' : nothing}
      .checked=${live(allergens?.length === 0)}
      @change=${({ currentTarget }: EventAt<HTMLInputElement>) =>
        declare(currentTarget.checked ? [] : null)}
    />${words.allergensNone}
  </label>`;
  return html`<fieldset class="allergen-choice">
    <legend>${words.allergens}</legend>
    <p class="quiet">
      ${words.allergensHint}
      ${allergens ? nothing : html`<span class="tag bad">${words.allergensNotDeclared}</span>`}
    </p>
    <div class="chips wrap">
      ${allergenNames.map((name) => {
        const change = ({ currentTarget }: EventAt<HTMLInputElement>) =>
          declare(withAllergen(allergens, name, currentTarget.checked));
        return html`<label class="chip">
          <input
            type="checkbox"
            value=${name}
            .checked=${live(allergens?.includes(name) ?? false)}
            @change=${change}
          />${commonWords.allergens[name]}
        </label>`;
      })}
      ${none}
    </div>
    <p id="allergens-fault" class="fault" ?hidden=${!fault}>${fault}</p>
  </fieldset>`;
}

export function listCategories(products: readonly CatalogueProduct[]): string[] {
  return categoriesOf(products).toSorted();
}
