import { createHash } from 'node:crypto';
import type { PlaceOrderRequest, PlaceOrderResponse } from '../../shared/contract/orders.ts';
import type { OrderPlaced } from '../../shared/contract/order-placed.ts';
import type { Queryable } from '../../shared/db/database.ts';
import type { OpenOrderLimits } from '../../shared/db/open-orders.ts';
import { insertOrder, type Placement } from '../../shared/db/placement.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { nearestMinorUnits, toMainUnit } from '../../shared/domain/money.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import { logger } from '../../shared/logger.ts';
import { measure } from '../../shared/metrics.ts';
import type { OrderQueue } from '../../shared/queue/order-queue.ts';
import { findDayRefusal } from './find-day-refusal.ts';
import { findOverrideRefusal, findPickupRefusal } from './find-pickup-refusal.ts';
import { judgeOptions, type JudgedLines, toLineOptions } from './judge-options.ts';
import { faultsOf } from './line-faults.ts';
import { refuseProducts } from './refuse-products.ts';
import { refuseShortProducts } from './refuse-short-products.ts';

export interface PlaceOrder {
  readonly request: PlaceOrderRequest & { readonly override_reason?: string | undefined };
  /** Chosen by the client. Requests with one key place one order. */
  readonly idempotencyKey: string | undefined;
  readonly correlationId: string;
  /** The signature of the staff member that takes the order; null when the customer places it. */
  readonly placedBy: string | null;
  /**
   * The network of the customer, for the limits on open orders. Orders at the counter have no
   * limit.
   */
  readonly clientNetwork: string;
  readonly limits: OpenOrderLimits;
  readonly now: Date;
}

/**
 * Accepts an order: writes its row, then publishes its message. An order with a row is accepted
 * even when its message is lost, because the relay resends the message. Staff may override the
 * pickup rules with a reason.
 * @throws DomainError `not-found` an unknown product · `unacceptable` fewer or more units of a product than an order can
 * have · `conflict` too little left of a product, a product is out of sale or season, the slot is not available, online orders are paused, or too many orders are open · `idempotency-conflict` the key belongs to
 * another order · `unavailable` the database is down
 */
export async function placeOrder(
  db: Queryable,
  queue: OrderQueue,
  order: PlaceOrder,
): Promise<PlaceOrderResponse> {
  const { request, correlationId } = order;
  const { lines } = request;
  const placement = await insert(db, order);
  switch (placement.kind) {
    case 'placed':
      await announce(queue, { order_id: placement.order_id, correlation_id: correlationId });
      return accept(placement);
    case 'repeated':
      return accept(placement);
    case 'key-reused':
      throw new DomainError(
        'idempotency-conflict',
        'idempotency-key-reused',
        'This Idempotency-Key was used for a different order.',
      );
    case 'unknown-products':
      throw unknownProduct(
        placement.productIds,
        faultsOf(
          lines,
          placement.productIds.map((product_id) => ({ product_id })),
        ),
      );
    case 'paused':
      throw new DomainError('conflict', 'paused', 'The bakery takes no online orders for now.', {
        retryAfterSeconds: placement.seconds,
      });
    case 'refused-products':
      throw refuseProducts(lines, placement.products);
    case 'refused':
      throw placement.refusal;
    case 'too-many-open':
      throw new DomainError(
        'conflict',
        'too-many-open-orders',
        'Too many orders are open already. Collect or cancel some of them first.',
      );
    case 'not-enough-left':
      throw refuseShortProducts(lines, placement.products);
    case 'oversized':
      throw new DomainError(
        'conflict',
        'pickup-slot-full',
        `No pickup slot has capacity for more than ${placement.slotCapacity} units in one order.`,
      );
    case 'total-changed':
      throw refuseTotal(placement);
    case 'options-unknown':
      throw new DomainError('conflict', 'option-unavailable', 'The options are being changed.', {
        retryAfterSeconds: 1,
      });
    case 'day-unknown':
      throw new Error('The order was refused without a search for a day.');
    case 'raced':
      throw new Error('An order under this key was neither inserted nor found.');
  }
}

function refuseTotal({
  totalMinor,
  unitPricesMinor,
}: Extract<Placement, { kind: 'total-changed' }>): DomainError {
  return new DomainError(
    'conflict',
    'total-changed',
    'The total that was shown is not the current total.',
    {
      prices: { total: toMainUnit(totalMinor), unit_prices: unitPricesMinor.map(toMainUnit) },
    },
  );
}

function accept({ order_id, token }: { order_id: number; token: string }): PlaceOrderResponse {
  return { message: 'Order placed successfully!', order_id, token };
}

async function announce(queue: OrderQueue, message: OrderPlaced): Promise<void> {
  measure({ OrdersPlaced: 1 });
  logger.info('order placed', { ...message });
  await queue.publishInBackground(message);
}

/**
 * Products that depended on the day when this process last placed an order with them. An order with one of them begins
 * with the search for a day, which saves a round trip.
 */
const dayProducts = new Set<number>();

/** The most times that options are read again for an order, when they change while it is being placed. */
const maxReads = 3;

async function insert(db: Queryable, order: PlaceOrder): Promise<Placement> {
  let judged = await judgeOptions(db, order.request.lines, false);
  for (let read = 0; ; read++) {
    const placement = await insertJudged(db, order, judged);
    if (placement.kind !== 'options-unknown' || read === maxReads) return placement;
    judged = await judgeOptions(db, order.request.lines, true);
  }
}

async function insertJudged(
  db: Queryable,
  order: PlaceOrder,
  judged: JudgedLines,
): Promise<Placement> {
  const { lines, pickup_at } = order.request;
  const isDayUnknown =
    pickup_at === undefined && !lines.some(({ product_id }) => dayProducts.has(product_id));
  const placement = await insertWith(db, order, judged, isDayUnknown);
  if (placement.kind !== 'day-unknown') return placement;
  for (const id of placement.productIds) dayProducts.add(id);
  return insertWith(db, order, judged, false);
}

async function insertWith(
  db: Queryable,
  order: PlaceOrder,
  judged: JudgedLines,
  isDayUnknown: boolean,
): Promise<Placement> {
  const { request, idempotencyKey, correlationId, placedBy, clientNetwork, limits } = order;
  const refusal = judged.refusal ?? (isDayUnknown ? null : await findRefusal(db, order, judged));
  return insertOrder(db, {
    lines: judged.lines.map(({ product_id, quantity, note, chosen }) => ({
      product_id,
      quantity,
      note,
      options: toLineOptions(chosen),
    })),
    optionsVersion: judged.version,
    shownTotalMinor:
      request.shown_total === undefined ? undefined : nearestMinorUnits(request.shown_total),
    customer: request.customer ?? null,
    pickupAt: request.pickup_at ?? null,
    correlationId,
    requestHash: hash(request, placedBy),
    idempotencyKey: idempotencyKey ?? null,
    placedBy,
    overrideReason: request.override_reason,
    refusal,
    isDayUnknown,
    limits: placedBy === null ? { ...limits, placedFrom: clientNetwork } : undefined,
  });
}

/** With a reason, staff may choose any time that is not past, at most a year ahead. */
async function findRefusal(
  db: Queryable,
  { request, placedBy, now }: PlaceOrder,
  { lines }: JudgedLines,
): Promise<DomainError | null> {
  const { pickup_at: pickupAt, override_reason } = request;
  const isAtCounter = placedBy !== null;
  if (pickupAt === undefined) return findDayRefusal(db, lines, isAtCounter, now);
  if (override_reason !== undefined) return findOverrideRefusal(db, pickupAt, now);
  return findPickupRefusal(db, lines, pickupAt, isAtCounter, now);
}

/** Hashes the parsed request, so that white space and the order of fields make no difference. */
function hash(
  { lines, customer, pickup_at, shown_total, override_reason }: PlaceOrder['request'],
  placedBy: string | null,
): string {
  const canonical = [
    lines.map(({ product_id, quantity, note, options }) => [
      product_id,
      quantity,
      note,
      // The hashes of orders without options stay those of the previous release.
      ...(options === undefined ? [] : [options]),
    ]),
    [customer?.name, customer?.phone, customer?.email],
    pickup_at,
    ...(shown_total === undefined ? [] : [{ shown_total }]),
    ...(placedBy === null ? [] : [placedBy, override_reason]),
  ];
  return createHash('sha256').update(JSON.stringify(canonical)).digest('base64url');
}
