import type { Product } from '../../shared/contract/products.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { findActiveProducts, type ProductRow } from '../../shared/db/products.ts';
import { toMainUnit } from '../../shared/domain/money.ts';

/** What the bakery sells today. */
export async function listProducts(db: Queryable): Promise<Product[]> {
  return (await findActiveProducts(db)).map(toProduct);
}

function toProduct({ id, name, price_minor, description, kind, stock }: ProductRow): Product {
  return { id, name, price: toMainUnit(price_minor), description, kind, available: stock !== 0 };
}
