import type { Product } from '../../../shared/contract/products.ts';
import type { Shortage } from '../../components/shortages.ts';

/** The order that staff are entering. */
export interface DraftOrder {
  readonly products: readonly Product[];
  readonly lines: readonly DraftLine[];
  /** Shortages of the last refusal. */
  readonly shortages: readonly Shortage[];
}

export interface DraftLine {
  readonly product: Product;
  readonly quantity: number;
  readonly note: string;
}

export const maxQuantity = 1_000;

/** The API's limit of different products in an order. */
export const maxLines = 50;

/** Sets the quantity of a product; 0 removes its line. A line beyond the limit is not added. */
export function withQuantity(
  lines: readonly DraftLine[],
  product: Product,
  quantity: number,
): readonly DraftLine[] {
  const wanted = Math.min(Math.max(Math.round(quantity), 0), maxQuantity);
  if (wanted === 0) return lines.filter((line) => line.product.id !== product.id);
  if (quantityOf(lines, product) === 0) {
    return lines.length < maxLines ? [...lines, { product, quantity: wanted, note: '' }] : lines;
  }
  return lines.map((line) =>
    line.product.id === product.id ? { ...line, quantity: wanted } : line,
  );
}

export function withNote(
  lines: readonly DraftLine[],
  { id }: Product,
  note: string,
): readonly DraftLine[] {
  return lines.map((line) => (line.product.id === id ? { ...line, note } : line));
}

export function quantityOf(lines: readonly DraftLine[], { id }: Product): number {
  return lines.find(({ product }) => product.id === id)?.quantity ?? 0;
}

export function unitsOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

export function totalOf(lines: readonly DraftLine[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}
