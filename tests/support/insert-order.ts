import type { Queryable } from '../../shared/db/database.ts';
import { insertOrder as insert, type NewOrder, type Placement } from '../../shared/db/placement.ts';

/** An order that is placed without the API. @throws when it is refused */
export async function insertOrder(
  db: Queryable,
  order: NewOrder,
): Promise<Extract<Placement, { kind: 'placed' }>> {
  const placement = await insert(db, order);
  if (placement.kind !== 'placed') throw new Error(`The order is refused: ${placement.kind}`);
  return placement;
}
