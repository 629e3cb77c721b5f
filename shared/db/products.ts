import type { Queryable } from './database.ts';

export interface ProductRow {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly price_minor: number;
  readonly kind: 'shelf' | 'made_to_order';
  /** Units on the shelf; null for a made-to-order product. */
  readonly stock: number | null;
}

/** The products on sale, in the catalogue's order. */
export function findActiveProducts(db: Queryable): Promise<ProductRow[]> {
  return db.query<ProductRow>({
    name: 'find-active-products',
    text: `
      select id, name, description, price_minor, kind, stock
      from products
      where active
      order by id`,
  });
}
