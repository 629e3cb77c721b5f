import type { SheetProduct } from './sheet-product.ts';

type Note = SheetProduct['notes'][number];

/** A note that one or several orders have for a product. */
export interface FoldedNote {
  readonly note: string;
  readonly quantity: number;
  /** Start of the earliest slot, ISO 8601. */
  readonly pickup_at: string;
  /** The orders with this note, by pickup time. */
  readonly orderIds: readonly number[];
}

/** One entry for each different note, in the order of their first pickups. @param notes by pickup time */
export function foldNotes(notes: readonly Note[]): FoldedNote[] {
  const folded = new Map<string, FoldedNote>();
  for (const { note, quantity, pickup_at, order_id } of notes) {
    const before = folded.get(note) ?? { note, quantity: 0, pickup_at, orderIds: [] };
    folded.set(note, {
      ...before,
      quantity: before.quantity + quantity,
      orderIds: [...new Set([...before.orderIds, order_id])],
    });
  }
  return [...folded.values()];
}
