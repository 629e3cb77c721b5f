import { createHash } from 'node:crypto';
import type {
  OrderLine,
  PlaceOrderRequest,
  PlaceOrderResponse,
} from '../../shared/contract/orders.ts';
import type { Queryable } from '../../shared/db/database.ts';
import { insertOrder, type InsertOutcome, type NewOrder } from '../../shared/db/placement.ts';
import { DomainError, type Fault } from '../../shared/domain/errors.ts';
import { type OpenOrderLimits, refuseTooManyOpenOrders } from '../../shared/domain/open-orders.ts';
import { logger } from '../../shared/logger.ts';
import { measure } from '../../shared/metrics.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';
import { findOverrideRefusal, findPickupRefusal } from './find-pickup-refusal.ts';

export interface PlaceOrder {
  readonly request: PlaceOrderRequest & { readonly override_reason?: string | undefined };
  /** Chosen by the client; under one key there is one order, however often it is sent. */
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
  /** The signature of who takes it at the counter; null when the customer places it. */
  readonly placedBy: string | null;
  /** Where the customer is, and how many orders they may have open; staff may take any number. */
  readonly clientNetwork: string;
  readonly limits: OpenOrderLimits;
  readonly now: Date;
}

/**
 * Accepts an order: the row first, then the message on the queue. Once the row is written the order
 * is accepted, whether or not the message arrives; the relay sends it again. Staff who override
 * the rules about pickup answer for it with their name and a reason.
 * @throws DomainError `not-found` an unknown product · `conflict` too little left of one, the slot
 * cannot be had, or too many orders are open already · `idempotency-conflict` the key belongs to another order · `unavailable` the database is down
 */
export async function placeOrder(
  db: Queryable,
  queue: OrderQueue,
  { request, idempotencyKey, correlationId, placedBy, clientNetwork, limits, now }: PlaceOrder,
): Promise<PlaceOrderResponse> {
  const { lines, customer = null, pickup_at: pickupAt = null, override_reason } = request;
  const requestHash = hash(request, placedBy);
  const refusal = await findRefusal(db, request, now);
  const outcome = await insertOrderOnce(db, {
    lines,
    customer,
    pickupAt,
    correlationId,
    requestHash,
    idempotencyKey: idempotencyKey ?? null,
    placedBy,
    overrideReason: override_reason,
    isRefused: refusal !== null,
    limits: placedBy === null ? { ...limits, placedFrom: clientNetwork } : undefined,
  });
  const orderId = outcome.order_id ?? getEarlierOrder(outcome, lines, requestHash, refusal, limits);
  if (outcome.order_id !== null) {
    measure({ OrdersPlaced: 1 });
    const message = { order_id: outcome.order_id, correlation_id: correlationId };
    logger.info('order placed', message);
    await queue.publishInBackground(message);
  }
  return { message: 'Order placed successfully!', order_id: orderId, token: outcome.token ?? '' };
}

/** Staff who override the rules may choose any time but one that is over or a year away. */
async function findRefusal(
  db: Queryable,
  { lines, pickup_at: pickupAt, override_reason }: PlaceOrder['request'],
  now: Date,
): Promise<DomainError | null> {
  if (pickupAt === undefined) return null;
  if (override_reason !== undefined) return findOverrideRefusal(pickupAt, now);
  return findPickupRefusal(db, lines, pickupAt, now);
}

/**
 * Two requests with the same key at the same moment: one inserts, and the other, which saw neither
 * its own row nor the first one's, sees it when it looks again.
 */
async function insertOrderOnce(db: Queryable, order: NewOrder): Promise<InsertOutcome> {
  const outcome = await insertOrder(db, order);
  const isUndecided = outcome.order_id === null && isUnexplained(outcome);
  return isUndecided && !order.isRefused ? insertOrder(db, order) : outcome;
}

/** Also when too many are open: the other request may have been the last that was granted. */
function isUnexplained(outcome: InsertOutcome): boolean {
  return (
    outcome.earlier_order_id === null &&
    outcome.unknown_products.length === 0 &&
    outcome.short_products.length === 0 &&
    outcome.oversized_for === null
  );
}

/** The order that this key belongs to already, or the reason why there is none. */
function getEarlierOrder(
  outcome: InsertOutcome,
  lines: readonly OrderLine[],
  requestHash: string,
  refusal: DomainError | null,
  limits: OpenOrderLimits,
): number {
  const { earlier_order_id, earlier_request_hash, unknown_products } = outcome;
  if (earlier_order_id !== null) {
    if (earlier_request_hash === requestHash) return earlier_order_id;
    throw new DomainError(
      'idempotency-conflict',
      'idempotency-key-reused',
      'This Idempotency-Key was used for a different order.',
    );
  }
  if (unknown_products.length > 0) {
    const ids = unknown_products.join(', ');
    throw new DomainError('not-found', 'unknown-product', `There is no product ${ids}.`, {
      faults: faultsOf(
        lines,
        unknown_products.map((product_id) => ({ product_id })),
      ),
    });
  }
  if (refusal) throw refusal;
  const { open_of_contact: ofContact, open_from_address: fromAddress } = outcome;
  refuseTooManyOpenOrders({ ofContact, fromAddress }, limits);
  throw refuseUnits(lines, outcome);
}

/** There are fewer units than the order wants. */
function refuseUnits(
  lines: readonly OrderLine[],
  { short_products: short, oversized_for: slotCapacity }: InsertOutcome,
): DomainError {
  if (short.length === 0) {
    const message = `No pickup time has room for so much: at most ${slotCapacity} units in one order.`;
    return new DomainError('conflict', 'pickup-slot-full', message);
  }
  const faults = faultsOf(lines, short);
  if (short.every(({ left }) => left === 0)) {
    const ids = short.map(({ product_id }) => product_id).join(', ');
    return new DomainError('conflict', 'sold-out', `Nothing is left of product ${ids}.`, {
      faults,
    });
  }
  const parts = short.map(({ product_id, left }) => `${left} of product ${product_id}`);
  const message = `There is less than this order wants: ${parts.join(', ')}.`;
  return new DomainError('conflict', 'not-enough-left', message, { faults });
}

/**
 * Which lines it is about, and how much of their products is left, so that a page can name and mark
 * them. A product without a number left is not sold any more.
 */
function faultsOf(
  lines: readonly OrderLine[],
  products: readonly { readonly product_id: number; readonly left?: number }[],
): Fault[] {
  const byId = new Map(products.map((product) => [product.product_id, product]));
  return lines.flatMap(({ product_id }, index) => {
    const product = byId.get(product_id);
    return product ? [{ ...faultOf(`/lines/${index}`, product.left), ...product }] : [];
  });
}

function faultOf(line: string, left: number | undefined) {
  if (left === undefined) return { path: `${line}/product_id`, message: 'no longer sold' };
  if (left === 0) return { path: `${line}/product_id`, message: 'sold out' };
  return { path: `${line}/quantity`, message: `only ${left} left` };
}

/** The parsed request, so that white space and the order of fields make no difference. */
function hash(
  { lines, customer, pickup_at, override_reason }: PlaceOrder['request'],
  placedBy: string | null,
): string {
  const canonical = [
    lines.map(({ product_id, quantity, note }) => [product_id, quantity, note]),
    [customer?.name, customer?.phone, customer?.email],
    pickup_at,
    ...(placedBy === null ? [] : [placedBy, override_reason]),
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url');
}
