import type { Allergen, DeclaredAllergens } from '../domain/allergens.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { Queryable } from './database.ts';
import { declaredAllergens, declaredTraces } from './declared-allergens.ts';

export interface ProductRow {
  readonly id: number;
  readonly name: string;
  readonly category: string;
  readonly description: string;
  readonly allergens: DeclaredAllergens;
  /** Allergens of which the product may contain traces. */
  readonly traces: readonly Allergen[];
  /** The path of the picture, "/pictures/5f…"; null without a picture. */
  readonly picture: string | null;
  readonly price_minor: number;
  readonly kind: 'shelf' | 'made_to_order';
  readonly lead_time_hours: number;
  /** Units left in stock, or of the day's capacity; null for no limit. */
  readonly units_left: number | null;
}

/**
 * The products on sale, in the order of the catalogue.
 * @param date the day whose capacity counts for made-to-order products
 */
export function findActiveProducts(db: Queryable, date?: LocalDate): Promise<ProductRow[]> {
  return db.query<ProductRow>(
    {
      name: 'find-active-products',
      text: `
        select p.id, p.name, p.category, p.description, p.price_minor, p.kind,
          ${declaredAllergens('p')} as allergens, ${declaredTraces('p')} as traces,
          p.lead_time_hours, '/pictures/' || p.picture as picture,
          coalesce(p.stock, p.daily_capacity - coalesce(b.units_taken, 0)) as units_left
        from products p
        left join baking_days b on b.product_id = p.id and b.date = $1::date
        where p.active
        order by p.position, p.id`,
    },
    [date ?? null],
  );
}

/** The parts of a product that its page shows before the scripts run. */
export interface OfferedProduct {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  /** The path of the product's picture, or else of the bakery's logo; null without either. */
  readonly picture: string | null;
  readonly bakery_name: string;
}

/** @returns undefined when the product is off sale or does not exist */
export async function findOfferedProduct(
  db: Queryable,
  id: number,
): Promise<OfferedProduct | undefined> {
  const [row] = await db.query<OfferedProduct>(
    {
      name: 'find-offered-product',
      text: `
        select p.id, p.name, p.description, s.bakery_name,
          '/pictures/' || coalesce(p.picture, (select hash from bakery_logo)) as picture
        from products p
        cross join settings s
        where p.id = $1 and p.active`,
    },
    [id],
  );
  return row;
}
