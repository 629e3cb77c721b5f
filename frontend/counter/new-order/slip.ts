import type { Product } from '../../../shared/contract/products.ts';
import type { Shortage } from '../../components/shortages.ts';

/** What is being taken down for a customer. */
export interface Slip {
  readonly products: readonly Product[];
  readonly lines: readonly SlipLine[];
  /** What the bakery had too little of when it last refused the order. */
  readonly shortages: readonly Shortage[];
}

export interface SlipLine {
  readonly product: Product;
  readonly quantity: number;
  readonly note: string;
}

export const maxQuantity = 1_000;

/** Different products in an order, as the API has it. */
export const maxLines = 50;

/** The lines with so many of a product; none when it is none, or there is no room for another line. */
export function withQuantity(
  lines: readonly SlipLine[],
  product: Product,
  quantity: number,
): readonly SlipLine[] {
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
  lines: readonly SlipLine[],
  { id }: Product,
  note: string,
): readonly SlipLine[] {
  return lines.map((line) => (line.product.id === id ? { ...line, note } : line));
}

export function quantityOf(lines: readonly SlipLine[], { id }: Product): number {
  return lines.find(({ product }) => product.id === id)?.quantity ?? 0;
}

export function unitsOf(lines: readonly SlipLine[]): number {
  return lines.reduce((sum, { quantity }) => sum + quantity, 0);
}

export function totalOf(lines: readonly SlipLine[]): number {
  return lines.reduce((sum, { product, quantity }) => sum + product.price * quantity, 0);
}
