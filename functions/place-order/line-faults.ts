import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Fault } from '../../shared/domain/errors.ts';

/**
 * The faults of the lines with these products, so that a page can mark the lines. A product without `left` is no
 * longer sold.
 */
export function faultsOf(
  lines: readonly OrderLine[],
  products: readonly { readonly product_id: number; readonly left?: number }[],
): Fault[] {
  const byId = new Map(products.map((product) => [product.product_id, product]));
  return lines.flatMap(({ product_id }, index) => {
    const product = byId.get(product_id);
    return product ? [{ ...faultOf(`/lines/${index}`, product.left), ...product }] : [];
  });
}

function faultOf(line: string, left: number | undefined) {
  if (left === undefined) return { path: `${line}/product_id`, message: 'no longer sold' };
  if (left === 0) return { path: `${line}/product_id`, message: 'sold out' };
  return { path: `${line}/quantity`, message: `only ${left} left` };
}
