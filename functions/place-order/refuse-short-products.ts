import type { OrderLine } from '../../shared/contract/orders.ts';
import type { ShortProduct } from '../../shared/db/placement.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { faultsOf } from './line-faults.ts';

/** The refusal of an order that has more units of these products than are left. */
export function refuseShortProducts(
  lines: readonly OrderLine[],
  products: readonly ShortProduct[],
): DomainError {
  const faults = faultsOf(lines, products);
  if (products.every(({ left }) => left === 0)) {
    const ids = products.map(({ product_id }) => product_id).join(', ');
    return new DomainError('conflict', 'sold-out', `Nothing is left of product ${ids}.`, {
      faults,
    });
  }
  const parts = products.map(({ product_id, left }) => `${left} of product ${product_id}`);
  const message = `There is less than this order wants: ${parts.join(', ')}.`;
  return new DomainError('conflict', 'not-enough-left', message, { faults });
}
