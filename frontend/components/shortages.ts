import type { Problem } from '../../shared/contract/problem.ts';
import { commonWords } from './words.ts';
import { formatList, formatNumber } from './wording.ts';

/** A product with fewer units than an order asked for. */
export interface Shortage {
  readonly productId: number;
  /** Units; 0 when it is sold out. */
  readonly left: number;
}

/** The shortages of a refused order; empty when it was refused for another reason. */
export function findShortages({ code, errors = [] }: Pick<Problem, 'code' | 'errors'>): Shortage[] {
  const left = new Map<number, number>();
  for (const { product_id: productId, left: units } of errors) {
    if (productId !== undefined && units !== undefined) left.set(productId, units);
  }
  // A product that is fully booked on one day is not sold out.
  if (code === 'pickup-fully-booked' && ![...left.values()].every((units) => units > 0)) return [];
  return [...left].map(([productId, units]) => ({ productId, left: units }));
}

/** Units left of a product with a shortage; undefined when unknown. */
export function leftOf(shortages: readonly Shortage[], productId: number): number | undefined {
  return shortages.find((shortage) => shortage.productId === productId)?.left;
}

/** "Croissant: Only 2 left. Bun and Lemon Tart: Sold out." */
export function describeShortages(
  shortages: readonly Shortage[],
  nameOf: (productId: number) => string,
): string {
  const soldOut = shortages.filter(({ left }) => left === 0);
  const names = formatList(soldOut.map(({ productId }) => nameOf(productId)));
  return [
    ...shortages
      .filter(({ left }) => left > 0)
      .map(({ productId, left }) =>
        commonWords.about(nameOf(productId), `${commonWords.onlyLeft(formatNumber(left))}.`),
      ),
    ...(soldOut.length > 0 ? [commonWords.about(names, commonWords.problems['sold-out'])] : []),
  ].join(' ');
}
