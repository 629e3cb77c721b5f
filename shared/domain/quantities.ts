/** The quantities of a product that one order can have. */
export interface QuantityRules {
  readonly min_quantity: number;
  readonly quantity_step: number;
  /** Null for no maximum. */
  readonly max_quantity: number | null;
}

/** The largest quantity of an order. @param most the units left @returns 0 when it is less than the minimum */
export function largestQuantity(rules: QuantityRules, most: number): number {
  const { min_quantity: min, quantity_step: step, max_quantity: max } = rules;
  const largest = downTo(step, Math.min(most, max ?? most));
  return largest < min ? 0 : largest;
}

/**
 * The quantity that an order gets instead of the wanted one, which a button or a keyboard has changed: the next multiple
 * of the step in the same direction. Less than the minimum is 0 when it was more before.
 */
export function toQuantity(
  rules: QuantityRules,
  { from, wanted, most }: { readonly from: number; readonly wanted: number; readonly most: number },
): number {
  const { min_quantity: min, quantity_step: step } = rules;
  if (!(wanted > 0)) return 0;
  const isLess = wanted < from;
  if (isLess && wanted < min) return 0;
  const rounded = isLess ? downTo(step, wanted) : step * Math.ceil(wanted / step);
  return Math.min(Math.max(rounded, min), largestQuantity(rules, most));
}

function downTo(step: number, quantity: number): number {
  return step * Math.floor(quantity / step);
}
