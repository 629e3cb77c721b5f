import type { ProductKind } from './catalogue.ts';

/** What the status of an order at its acceptance depends on. */
export interface AcceptedOrder {
  readonly isPickupChosen: boolean;
  /** Whether the daily products of the order's business day are baked: it is today, and the bakery has opened. */
  readonly isBaked: boolean;
  readonly lines: readonly {
    readonly kind: ProductKind;
    /** Whether the line has options that staff have to prepare. */
    readonly isToPrepare: boolean;
  }[];
}

/**
 * The status of an order at its acceptance. The goods of an order without a chosen time are set aside at once when they are
 * all there. Otherwise staff bake them, or pack them for the chosen time.
 */
export function decideStatus(order: AcceptedOrder): 'Processing' | 'Completed' {
  const isThere = { shelf: true, daily: order.isBaked, made_to_order: false };
  const isAllThere = order.lines.every(({ kind, isToPrepare }) => isThere[kind] && !isToPrepare);
  return !order.isPickupChosen && isAllThere ? 'Completed' : 'Processing';
}
