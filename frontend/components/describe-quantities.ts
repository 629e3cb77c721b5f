import type { QuantityRules } from '../../shared/domain/quantities.ts';
import { commonWords } from './words.ts';
import { formatNumber } from './wording.ts';

/** "At least 6 per order, in steps of 3"; '' for a product in any quantity. The stepper says the maximum. */
export function describeQuantities(rules: QuantityRules): string {
  const { min_quantity: min, quantity_step: step } = rules;
  if (min > step) {
    return step > 1
      ? commonWords.atLeastInSteps(formatNumber(min), formatNumber(step))
      : commonWords.atLeast(formatNumber(min));
  }
  return step > 1 ? commonWords.inSteps(formatNumber(step)) : '';
}

/** The rule that a quantity breaks; null when an order can have it. */
export function describeQuantityFault(rules: QuantityRules, quantity: number): string | null {
  const { min_quantity: min, quantity_step: step, max_quantity: max } = rules;
  if (quantity < min) return commonWords.atLeast(formatNumber(min));
  if (max !== null && quantity > max) return commonWords.atMost(formatNumber(max));
  return quantity % step === 0 ? null : commonWords.inSteps(formatNumber(step));
}
