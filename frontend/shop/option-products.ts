import type { OptionGroupResponse, Product } from '../../shared/contract/products.ts';

/**
 * Whether a customer has to see the page of a product before it goes into the basket. A product whose options are all
 * extras can be added at once. A default is a proposal: a cake in the flavour of a default that the customer has not seen
 * would be a surprise at pickup.
 */
export function needsChoice({ option_groups: groups }: Product): boolean {
  return groups.some(({ min, defaults }) => min > 0 || defaults.length > 0);
}

/** Whether the choices can raise or lower the price of a product. */
export function hasPricesOfOptions({ option_groups: groups }: Product): boolean {
  return groups.some(({ options }) => options.some(({ price }) => price !== 0));
}

/** The price of the cheapest piece, in the main unit. */
export function lowestPriceOf({ price, option_groups: groups }: Product): number {
  return Math.max(
    0,
    groups.reduce((sum, group) => sum + lowestOf(group), price),
  );
}

function lowestOf({ kind, min, max, free, options }: OptionGroupResponse): number {
  const prices = options
    .filter(({ available }) => available)
    .map(({ price }) => price)
    .toSorted((one, other) => one - other);
  const [cheapest = 0] = prices;
  if (kind === 'quantities') return cheapest * (cheapest < 0 ? max : min);
  const discounts = prices.slice(0, max).filter((one) => one < 0);
  const required = prices.slice(0, min).filter((one) => one >= 0);
  // The dearest ones are free.
  const charged =
    kind === 'several' ? required.slice(0, Math.max(0, required.length - free)) : required;
  return [...discounts, ...charged].reduce((sum, one) => sum + one, 0);
}
