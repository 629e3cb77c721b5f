import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { html } from '../../components/html.ts';
import { formatHours, formatMoney, formatNumber } from '../../components/wording.ts';
import { words } from './words.ts';

/** The product as text, for staff who cannot change it. */
export function productFacts(product: CatalogueProduct) {
  const { category, description, price, kind, batch_size } = product;
  const facts: readonly (readonly [string, string])[] = [
    [words.category, category],
    [words.description, description],
    [words.columns.price, formatMoney(price)],
    [words.kind, words.kinds[kind]],
    ...(kind === 'made_to_order' ? orderFacts(product) : []),
    [words.batchSize, formatNumber(batch_size)],
    [words.allergens, describeAllergens(product)],
  ];
  return html`<section class="panel">
    <h2>${words.about}</h2>
    <dl class="facts-list">
      ${facts
        .filter(([, value]) => value !== '')
        .map(
          ([name, value]) =>
            html`<dt>${name}</dt>
              <dd>${value}</dd>`,
        )}
    </dl>
  </section>`;
}

function orderFacts({ lead_time_hours, daily_capacity }: CatalogueProduct) {
  const limit = daily_capacity === null ? words.noLimit : formatNumber(daily_capacity);
  return [
    [words.leadTimeFact, formatHours(lead_time_hours)],
    [words.dailyCapacity, limit],
  ] as const;
}
