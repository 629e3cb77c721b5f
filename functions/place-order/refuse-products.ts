import type { OrderLine } from '../../shared/contract/orders.ts';
import type { RefusedProduct } from '../../shared/db/placement.ts';
import { type ProductRefusal, productRefusals } from '../../shared/domain/availability.ts';
import { DomainError, type Fault } from '../../shared/domain/errors.ts';

/** The refusal of products that cannot be part of an order: of all products with the most lasting reason. */
export function refuseProducts(
  lines: readonly OrderLine[],
  products: readonly RefusedProduct[],
): DomainError {
  const code = productRefusals.find((reason) => products.some((one) => one.reason === reason));
  if (code === undefined) throw new Error('No product was refused.');
  const refused = new Map(
    products.filter(({ reason }) => reason === code).map((one) => [one.product_id, one.limit]),
  );
  const faults = lines.flatMap(({ product_id }, index) => {
    const limit = refused.get(product_id);
    return limit === undefined ? [] : [toFault(index, product_id, code, limit)];
  });
  const isQuantity = [...refused.values()].every((limit) => limit !== null);
  const ids = [...refused.keys()].join(', ');
  const message = isQuantity
    ? `An order cannot have this quantity of product ${ids}.`
    : `Product ${ids} cannot be ordered now.`;
  return new DomainError(isQuantity ? 'unacceptable' : 'conflict', code, message, { faults });
}

function toFault(
  line: number,
  product_id: number,
  code: ProductRefusal,
  limit: number | null,
): Fault {
  if (limit === null) {
    const message = code.replaceAll('-', ' ');
    return { path: `/lines/${line}/product_id`, message, product_id };
  }
  const message = messages[code]?.(limit) ?? code;
  return { path: `/lines/${line}/quantity`, message, product_id, limit };
}

const messages: Partial<Readonly<Record<ProductRefusal, (limit: number) => string>>> = {
  'below-minimum': (limit) => `at least ${limit}`,
  'above-maximum': (limit) => `at most ${limit}`,
  'off-step': (limit) => `only multiples of ${limit}`,
};
