const steps = [1, 2, 2.5, 5, 10];

/**
 * Round numbers from 0 to the first one that is not below the largest value: what to write beside a
 * chart. There are three to five of them.
 * @param smallestStep 1 where there are no halves, as with orders
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
