import type { Problem } from '../../shared/contract/problem.ts';
import type { Product } from '../../shared/contract/products.ts';
import { now } from './clock.ts';
import { commonWords } from './words.ts';
import { formatDayAndTime, formatNumber, formatShortDay, today } from './wording.ts';

/** Why a product is out of sale or season on a day, or today; null when it is not. */
export function describeClosedSale(product: Product, date: string | null): string | null {
  const { sale_opens_at: opens, sale_closes_at: closes, season_from: from } = product;
  const day = date ?? today();
  if (closes !== null && Date.parse(closes) <= now()) return commonWords.saleOver;
  if (opens !== null && now() < Date.parse(opens)) {
    return commonWords.ordersFrom(formatDayAndTime(opens));
  }
  if (product.season_to !== null && product.season_to < day) return commonWords.seasonOver;
  return from !== null && day < from ? commonWords.fromDay(formatShortDay(from)) : null;
}

/** "Orders until Sat, 5 Dec, 6:00 pm"; null for a sale without an end. */
export function describeSaleEnd({ sale_closes_at: closes }: Product): string | null {
  return closes === null ? null : commonWords.ordersUntil(formatDayAndTime(closes));
}

/** "Bun: At least 6 per order."; null for a refusal of another kind. */
export function explainRefusedProducts(
  { code, errors = [] }: Problem,
  products: readonly Product[],
): string | null {
  if (!(code in explanations)) return null;
  const explain = explanations[code as keyof typeof explanations];
  const byProduct = new Map(errors.map((error) => [error.product_id, error]));
  const sentences = products.flatMap((product) => {
    const error = byProduct.get(product.id);
    return error ? [commonWords.about(product.name, `${explain(error.limit ?? 0, product)}.`)] : [];
  });
  return sentences.length === 0 ? null : sentences.join(' ');
}

const explanations = {
  'below-minimum': (limit: number) => commonWords.atLeast(formatNumber(limit)),
  'above-maximum': (limit: number) => commonWords.atMost(formatNumber(limit)),
  'off-step': (limit: number) => commonWords.inSteps(formatNumber(limit)),
  'not-on-sale-yet': (_: number, product: Product) =>
    describeClosedSale(product, null) ?? commonWords.notOnSaleYet,
  'no-longer-on-sale': () => commonWords.saleOver,
  'out-of-season': (_: number, product: Product) => describeSeason(product),
} as const;

function describeSeason({ season_from: from, season_to: to }: Product): string {
  if (from !== null && to !== null) {
    return commonWords.fromTo(formatShortDay(from), formatShortDay(to));
  }
  if (from !== null) return commonWords.fromDay(formatShortDay(from));
  return to === null ? commonWords.seasonOver : commonWords.untilDay(formatShortDay(to));
}
