import type { ListProductsQuery, Product } from '../../shared/contract/products.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findActiveProducts, type ProductRow } from '../../shared/db/products.ts';
import { toMainUnit } from '../../shared/domain/money.ts';

/** What the bakery sells, and whether it can be had. */
export async function listProducts(
  db: Queryable,
  { q = '', ...filter }: ListProductsQuery,
): Promise<Product[]> {
  const words = q.split(/\s+/).filter((word) => word !== '');
  return (await findActiveProducts(db, { ...filter, words })).map(toProduct);
}

function toProduct({ price_minor, units_left, allergens, ...row }: ProductRow): Product {
  return {
    id: row.id,
    name: row.name,
    price: toMainUnit(price_minor),
    category: row.category,
    description: row.description,
    allergens: [...allergens],
    kind: row.kind,
    lead_time_hours: row.lead_time_hours,
    available: units_left === null || units_left > 0,
  };
}
