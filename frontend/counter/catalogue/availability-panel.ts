import { fieldsOf } from '../../components/field.ts';
import { html } from '../../components/html.ts';
import type { ProductForm } from './product-form.ts';
import { words } from './words.ts';

const number = { type: 'number', inputMode: 'numeric', step: 'any', min: 0 } as const;

/** The fields that few products need. */
const rareFields = [
  '/sale_opens_at',
  '/sale_closes_at',
  '/cut_off',
  '/cut_off_days',
  '/horizon_days',
] as const;

/** When the product can be ordered, and how many units of it. */
export function availabilityPanel(
  form: ProductForm,
  type: (name: keyof ProductForm['values'], value: string) => void,
) {
  const { input } = fieldsOf(form, type);
  const date = { type: 'date' } as const;
  const moment = { type: 'datetime-local' } as const;
  const isUsed = rareFields.some((name) => form.values[name] !== '' || form.faults[name]);
  return html`<section class="panel">
    <h2>${words.availability}</h2>
    <div class="fields">
      ${input('/season_from', words.seasonFrom, { ...date, hint: words.seasonFromHint })}
      ${input('/season_to', words.seasonTo, { ...date, hint: words.seasonToHint })}
      ${input('/min_quantity', words.minQuantity, { ...number, hint: words.minQuantityHint })}
      ${input('/max_quantity', words.maxQuantity, { ...number, hint: words.maxQuantityHint })}
      ${input('/quantity_step', words.quantityStep, { ...number, hint: words.quantityStepHint })}
    </div>
    <details class="disclosure" ?open=${isUsed}>
      <summary>${words.moreAvailability}</summary>
      <div class="fields">
        ${input('/cut_off', words.cutOff, { type: 'time', hint: words.cutOffHint })}
        ${input('/cut_off_days', words.cutOffDays, { ...number, hint: words.cutOffDaysHint })}
        ${input('/sale_opens_at', words.saleOpens, { ...moment, hint: words.saleOpensHint })}
        ${input('/sale_closes_at', words.saleCloses, { ...moment, hint: words.saleClosesHint })}
        ${input('/horizon_days', words.horizonDays, { ...number, hint: words.horizonDaysHint })}
      </div>
    </details>
  </section>`;
}
