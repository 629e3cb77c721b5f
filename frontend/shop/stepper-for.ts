import type { StepperOptions } from '../components/stepper.ts';
import { maxQuantity } from './basket.ts';
import { words } from './words.ts';

/** Limits and accessible names of a stepper for a product. */
export function stepperFor(name: string): StepperOptions {
  return {
    max: maxQuantity,
    labels: {
      fewer: words.fewerOf(name),
      howMany: words.howManyOf(name),
      more: words.moreOf(name),
    },
  };
}
