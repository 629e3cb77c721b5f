import type { OrderingRules } from './availability.ts';
import type { DayLine, DayProduct, OptionUse } from './day-supply.ts';
import { type ChosenOption, leadTimeDaysOf } from './options.ts';

/** A line of an order that is not placed yet. */
export interface WantedLine {
  readonly productId: number;
  readonly quantity: number;
  readonly options: readonly OptionUse[];
}

/** The lines with what their products and options require; lines with an unknown product are left out. */
export function withTerms<Product extends DayProduct & OrderingRules>(
  lines: readonly WantedLine[],
  products: readonly Product[],
): (Product & DayLine)[] {
  return lines.flatMap(({ productId, quantity, options }) => {
    const product = products.find((one) => one.productId === productId);
    if (!product) return [];
    const leadTimeDays = leadTimeDaysOf(product.leadTimeDays, options);
    return [{ ...product, quantity, options, leadTimeDays }];
  });
}

export function toOptionUses(chosen: readonly ChosenOption[]): OptionUse[] {
  return chosen.map(({ option, quantity }) => ({ ...option, quantity }));
}
