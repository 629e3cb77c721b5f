import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import { formatHours, formatMoney, formatNumber } from '../../components/wording.ts';
import { factsPanel } from '../facts-panel.ts';
import { words } from './words.ts';

/** The product as text, for staff who cannot change it. */
export function productFacts(product: CatalogueProduct) {
  const { category, description, price, kind, batch_size } = product;
  return factsPanel(words.about, [
    [words.category, category],
    [words.description, description],
    [words.columns.price, formatMoney(price)],
    [words.kind, words.kinds[kind]],
    ...(kind === 'made_to_order' ? orderFacts(product) : []),
    [words.batchSize, formatNumber(batch_size)],
    [words.allergens, describeAllergens(product)],
  ]);
}

function orderFacts({ lead_time_hours, daily_capacity }: CatalogueProduct) {
  const limit = daily_capacity === null ? words.noLimit : formatNumber(daily_capacity);
  return [
    [words.leadTimeFact, formatHours(lead_time_hours)],
    [words.dailyCapacity, limit],
  ] as const;
}
