const steps = [1, 2, 2.5, 5, 10];

/**
 * Three to five round numbers for the axis of a chart, from 0 to at least the largest value.
 * @param smallestStep 1 for counts, which have no halves
 */
export function ticksUpTo(largest: number, smallestStep = 0): number[] {
  const atLeast = Math.max(largest / 4, smallestStep, Number.MIN_VALUE);
  const power = 10 ** Math.floor(Math.log10(atLeast));
  const step =
    steps
      .map((digit) => digit * power)
      .find((candidate) => candidate >= atLeast && isWhole(candidate, smallestStep)) ?? atLeast;
  const count = Math.max(2, Math.ceil(largest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

function isWhole(step: number, smallest: number): boolean {
  return smallest === 0 || step % smallest === 0;
}
