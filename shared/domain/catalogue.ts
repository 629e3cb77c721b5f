import { type AvailabilityTerms, faultsOfAvailability } from './availability.ts';
import type { Allergen, DeclaredAllergens } from './allergens.ts';
import { DomainError, type Fault, type HoldingOrders } from './errors.ts';
import { findMinorUnits, fractionDigitsOf } from './money.ts';
import { invalidRequest } from './refusals.ts';

/**
 * The supply of a product. A shelf product has counted stock, the same for every day; a daily product is baked every day
 * by plan; a made-to-order product is baked when it is ordered.
 */
export const productKinds = ['shelf', 'daily', 'made_to_order'] as const;
export type ProductKind = (typeof productKinds)[number];

/** The kinds whose units are planned by day. */
export const plannedKinds = ['daily', 'made_to_order'] as const satisfies readonly ProductKind[];
export type PlannedKind = (typeof plannedKinds)[number];

/** The fields of a product that depend on its kind and on the bakery's currency. */
export interface ProductTerms extends AvailabilityTerms {
  /** In main units. */
  readonly price: number;
  readonly lead_time_hours: number;
  /** Units that can be baked for one day; null for no limit. */
  readonly daily_capacity: number | null;
  /** Units in stock, if the request has them. */
  readonly stock?: number | undefined;
  readonly allergens: DeclaredAllergens;
  /** Allergens that the product does not contain, but may contain traces of. */
  readonly traces: readonly Allergen[];
  /** Whether the product is to be on sale; undefined for a new product. */
  readonly active?: boolean | undefined;
}

/**
 * The price in whole minor units, after a check of all fields that depend on the kind.
 * @throws DomainError `invalid` with every fault
 */
export function getPriceMinor(kind: ProductKind, terms: ProductTerms, currency: string): number {
  const priceMinor = findMinorUnits(terms.price, currency);
  const faults = [
    ...faultsOfKind(kind, terms),
    ...faultsOfAvailability(terms),
    ...faultsOfSale(terms),
    ...faultsOfTraces(terms),
  ];
  if (priceMinor !== undefined && faults.length === 0) return priceMinor;
  const digits = fractionDigitsOf(currency);
  const priceFault = {
    path: '/price',
    message: `Too precise: ${currency} has ${digits} decimals`,
  };
  throw invalidRequest(priceMinor === undefined ? [priceFault, ...faults] : faults);
}

/** The refusal of a change that is based on an old version. */
export function staleProduct(id: number): DomainError {
  const message = `Product ${id} has changed. Load it again before you change it.`;
  return new DomainError('conflict', 'stale-version', message, {
    faults: [{ path: '/version', message: 'Not the current version' }],
  });
}

/** The refusal of another kind while orders hold units of the product. */
export function supplyInUse(id: number, holding: HoldingOrders): DomainError {
  const message = `${holding.count} orders that are not picked up hold units of product ${id}.`;
  return new DomainError('conflict', 'supply-in-use', message, { holding });
}

/**
 * Customers must not mistake a product with undeclared allergens for a product without allergens.
 */
function faultsOfSale({ active = false, allergens }: ProductTerms): Fault[] {
  if (!active || allergens !== null) return [];
  return [{ path: '/allergens', message: 'Declare the allergens of a product that is on sale' }];
}

/** Each allergen has one answer: contained, traces, or neither. */
function faultsOfTraces({ allergens, traces }: ProductTerms): Fault[] {
  if (allergens === null) {
    if (traces.length === 0) return [];
    return [{ path: '/traces', message: 'Declare the allergens together with the traces' }];
  }
  return traces.flatMap((trace, index) =>
    allergens.includes(trace)
      ? [{ path: `/traces/${index}`, message: 'Listed as an allergen already' }]
      : [],
  );
}

function faultsOfKind(kind: ProductKind, terms: ProductTerms): Fault[] {
  const isMadeToOrder = kind === 'made_to_order';
  const isWrong = {
    '/stock': kind !== 'shelf' && terms.stock !== undefined,
    '/lead_time_hours': !isMadeToOrder && terms.lead_time_hours !== 0,
    '/lead_time_days': !isMadeToOrder && terms.lead_time_days !== 0,
    '/daily_capacity': !isMadeToOrder && terms.daily_capacity !== null,
  };
  const owner = (path: string) => (path === '/stock' ? 'a shelf' : 'a made-to-order');
  return Object.entries(isWrong)
    .filter(([, wrong]) => wrong)
    .map(([path]) => ({ path, message: `Only ${owner(path)} product has this` }));
}
