import type { OrderLine } from '../../shared/contract/orders.ts';
import type { Product } from '../../shared/contract/products.ts';

/** One line per product, in the order in which products were added. */
export type Basket = readonly OrderLine[];

/** The most units of one product in one order. */
export const maxQuantity = 1_000;

export function quantityOf(basket: Basket, productId: number): number {
  return basket.find((line) => line.product_id === productId)?.quantity ?? 0;
}

/** A quantity of 0 removes the line. */
export function withQuantity(basket: Basket, productId: number, wanted: number): Basket {
  const quantity = Math.max(0, Math.min(maxQuantity, Math.trunc(wanted) || 0));
  const isNew = quantityOf(basket, productId) === 0;
  const lines = isNew
    ? [...basket, { product_id: productId, quantity }]
    : basket.map((line) => (line.product_id === productId ? { ...line, quantity } : line));
  return lines.filter((other) => other.quantity > 0);
}

/** @param note for the bakers, as typed */
export function withNote(basket: Basket, productId: number, note: string): Basket {
  return basket.map((line) => (line.product_id === productId ? { ...line, note } : line));
}

export function noteOf(basket: Basket, productId: number): string {
  return basket.find((line) => line.product_id === productId)?.note ?? '';
}

export function addLines(basket: Basket, lines: Basket): Basket {
  return lines.reduce(
    (sum, { product_id, quantity }) =>
      withQuantity(sum, product_id, quantityOf(sum, product_id) + quantity),
    basket,
  );
}

export function takeOutLines(basket: Basket, lines: Basket): Basket {
  return addLines(
    basket,
    lines.map((line) => ({ ...line, quantity: -line.quantity })),
  );
}

/** Compares two baskets regardless of the order of their lines. */
export function holdsTheSame(some: Basket, others: Basket): boolean {
  return (
    some.length === others.length &&
    some.every(
      ({ product_id, quantity, note = '' }) =>
        quantityOf(others, product_id) === quantity && noteOf(others, product_id) === note,
    )
  );
}

export function countUnits(basket: Basket): number {
  return basket.reduce((sum, line) => sum + line.quantity, 0);
}

/** In the main unit, without products that are no longer sold. */
export function sumPrices(basket: Basket, products: readonly Product[]): number {
  return basket.reduce((sum, { product_id, quantity }) => {
    const product = products.find(({ id }) => id === product_id);
    return sum + quantity * (product?.price ?? 0);
  }, 0);
}
