import type { CatalogueProduct } from '../../../shared/contract/catalogue.ts';
import { describeAllergens } from '../../components/describe-allergens.ts';
import {
  formatClock,
  formatDayAndTime,
  formatHours,
  formatMoney,
  formatNumber,
  formatShortDay,
} from '../../components/wording.ts';
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
    ...availabilityFacts(product),
    [words.allergens, describeAllergens(product)],
  ]);
}

function orderFacts({ lead_time_hours, lead_time_days, daily_capacity }: CatalogueProduct) {
  const limit = daily_capacity === null ? words.noLimit : formatNumber(daily_capacity);
  return [
    [words.leadTimeFact, formatHours(lead_time_hours)],
    ...(lead_time_days > 0 ? [[words.leadTimeDays, formatNumber(lead_time_days)] as const] : []),
    [words.dailyCapacity, limit],
  ] as const;
}

/** The limits that this product has. */
function availabilityFacts(product: CatalogueProduct) {
  const { season_from, season_to, sale_opens_at, sale_closes_at, cut_off, cut_off_days } = product;
  const { min_quantity, max_quantity, quantity_step, horizon_days } = product;
  const limits = [
    [words.seasonFrom, season_from && formatShortDay(season_from)],
    [words.seasonTo, season_to && formatShortDay(season_to)],
    [words.minQuantity, min_quantity > 1 && formatNumber(min_quantity)],
    [words.maxQuantity, max_quantity !== null && formatNumber(max_quantity)],
    [words.quantityStep, quantity_step > 1 && formatNumber(quantity_step)],
    [words.cutOff, cut_off && formatClock(cut_off)],
    [words.cutOffDays, cut_off_days !== null && formatNumber(cut_off_days)],
    [words.saleOpens, sale_opens_at && formatDayAndTime(sale_opens_at)],
    [words.saleCloses, sale_closes_at && formatDayAndTime(sale_closes_at)],
    [words.horizonDays, horizon_days !== null && formatNumber(horizon_days)],
  ] as const;
  return limits.flatMap(([name, value]) => (value ? [[name, value] as const] : []));
}
