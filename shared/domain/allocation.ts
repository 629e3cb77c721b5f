import type { OrderStatus } from './order-status.ts';

/** One line of a pending order, with all that deciding about it takes. */
export interface PendingLine {
  readonly productId: number;
  readonly quantity: number;
  /** A shelf product is taken from counted stock; a made-to-order one goes to the bakers. */
  readonly kind: 'shelf' | 'made_to_order';
}

export interface PendingOrder {
  readonly id: number;
  readonly lines: readonly PendingLine[];
}

/** What becomes of one order, and what it takes from the shelf. */
export interface Decision {
  readonly orderId: number;
  readonly status: Extract<OrderStatus, 'Processing' | 'Completed' | 'Rejected'>;
  readonly reason: 'sold out' | null;
  /** Units taken per shelf product; empty for a rejected order. */
  readonly taken: ReadonlyMap<number, number>;
}

/**
 * Decides a batch of orders in the given order against the stock on the shelf (units per shelf
 * product). An order is served whole or not at all: a customer who wanted bread and butter is not
 * helped by butter. What one order takes, the next one no longer finds.
 */
export function decideOrders(
  orders: readonly PendingOrder[],
  stock: ReadonlyMap<number, number>,
): Decision[] {
  const left = new Map(stock);
  return orders.map((order) => {
    const wanted = unitsWantedFromShelf(order);
    if (!isCovered(wanted, left)) return reject(order);
    for (const [productId, units] of wanted) {
      left.set(productId, (left.get(productId) ?? 0) - units);
    }
    return accept(order, wanted);
  });
}

function unitsWantedFromShelf(order: PendingOrder): Map<number, number> {
  const wanted = new Map<number, number>();
  for (const line of order.lines) {
    if (line.kind !== 'shelf') continue;
    wanted.set(line.productId, (wanted.get(line.productId) ?? 0) + line.quantity);
  }
  return wanted;
}

function isCovered(wanted: ReadonlyMap<number, number>, left: ReadonlyMap<number, number>) {
  return [...wanted].every(([productId, units]) => units <= (left.get(productId) ?? 0));
}

function reject(order: PendingOrder): Decision {
  return { orderId: order.id, status: 'Rejected', reason: 'sold out', taken: new Map() };
}

function accept(order: PendingOrder, taken: ReadonlyMap<number, number>): Decision {
  const needsBaking = order.lines.some((line) => line.kind === 'made_to_order');
  return {
    orderId: order.id,
    status: needsBaking ? 'Processing' : 'Completed',
    reason: null,
    taken,
  };
}
