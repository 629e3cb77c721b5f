import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { categoriesOf } from '../../../shared/domain/search-products.ts';
import { bakery } from '../../components/bakery.ts';
import { fieldsOf } from '../../components/field.ts';
import { html } from '../../components/html.ts';
import type { Answers } from './allergen-answers.ts';
import { allergenQuestions } from './allergen-questions.ts';
import type { ProductForm } from './product-form.ts';
import { words } from './words.ts';

interface ProductFieldActions {
  readonly type: (name: keyof ProductForm['values'], value: string) => void;
  readonly declare: (answers: Answers) => void;
}

/** Name, category, description and allergens. @param categories of other products */
export function aboutPanel(
  form: ProductForm,
  categories: readonly string[],
  { type, declare }: ProductFieldActions,
) {
  const { input, area } = fieldsOf(form, type);
  const category = { hint: words.categoryHint, list: 'categories', maxLength: 100 };
  return html`<section class="panel">
    <h2>${words.about}</h2>
    <div class="fields">
      ${input('/name', words.name, { maxLength: 100 })}
      ${input('/category', words.category, category)}
    </div>
    <datalist id="categories">
      ${categories.map((name) => html`<option value=${name}></option>`)}
    </datalist>
    ${area('/description', words.description)} ${allergenQuestions(form, declare)}
  </section>`;
}

/** Price, batch size and, for a made-to-order product, lead time and daily limit. */
export function termFields(form: ProductForm, { type }: ProductFieldActions) {
  const { input } = fieldsOf(form, type);
  const isHidden = form.values.kind !== 'made_to_order';
  return html`<div class="fields">
    ${input('/price', words.price(bakery.currency), {
      ...number,
      inputMode: 'decimal',
      hint: words.priceHint,
    })}
    ${input('/batch_size', words.batchSize, { ...number, hint: words.batchSizeHint })}
    ${input('/lead_time_hours', words.leadTime, { ...number, hint: words.leadTimeHint, isHidden })}
    ${input('/lead_time_days', words.leadTimeDays, {
      ...number,
      hint: words.leadTimeDaysHint,
      isHidden,
    })}
    ${input('/daily_capacity', words.dailyCapacity, {
      ...number,
      hint: words.dailyCapacityHint,
      isHidden,
    })}
  </div>`;
}

/** Options of a number field. */
export const number = { type: 'number', inputMode: 'numeric', step: 'any', min: 0 } as const;

export function listCategories(products: readonly CatalogueProduct[]): string[] {
  return categoriesOf(products).toSorted();
}
