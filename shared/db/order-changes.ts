import type { CancellableOrder } from '../domain/cancellation.ts';
import {
  type ActionOutcome,
  type ChangeableOrder,
  type OrderChange,
  stepsOf,
} from '../domain/order-change.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { lockAllocation } from './allocation-lock.ts';
import { releaseClaims } from './claims.ts';
import { completedBy } from './completed-by.ts';
import { writeEarlierClaimsOf } from './earlier-claims.ts';
import { inTransaction, type Queryable } from './database.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

/** An order with the token that opens it to its customer. */
export type LockedOrder = ChangeableOrder &
  CancellableOrder & {
    readonly token: string;
    readonly correlationId: string;
    /** The claims of the order are not written yet, because an earlier release accepted it. */
    readonly isUnclaimed: boolean;
  };

export interface ChangedOrder {
  /** The order before the change. */
  readonly order: LockedOrder;
  /** Null when the order was left unchanged. */
  readonly change: OrderChange | null;
}

/**
 * Locks an order, lets `decide` choose its change, and writes the change with a timeline entry;
 * null leaves the order unchanged. A cancellation releases the order's claims. An error of `decide` is rethrown, and nothing is changed.
 * @param by the signature of the person that asks for the change
 * @returns undefined when the order does not exist
 */
export function changeOrder(
  orderId: number,
  by: string,
  decide: (order: LockedOrder, rules: PickupRules) => OrderChange | null,
): Promise<ChangedOrder | undefined> {
  return inTransaction(
    async (transaction, [, settings = []]) => {
      const rules = toPickupRules(settings);
      const [order] = await lockOrders(transaction, [orderId]);
      if (!order) return undefined;
      const change = decide(order, rules);
      if (change?.to === 'Cancelled') {
        if (order.isUnclaimed) await writeEarlierClaimsOf(transaction, orderId, rules);
        await writeCancellation(transaction, orderId, by, change.reason);
      } else if (change) {
        await writeChanges(transaction, by, [{ order, change }]);
      }
      return { order, change };
    },
    [lockAllocation, selectPickupRules],
  );
}

/** An order of a group before its action, and the times of its end after it. */
export interface ChangedInGroup {
  readonly order: LockedOrder;
  readonly outcome: ActionOutcome;
  readonly collectedAt: Date | null;
  readonly missedAt: Date | null;
}

/**
 * Like `changeOrder` for several orders, in four round trips whatever their number. No change may be a cancellation.
 * @returns the orders that exist
 */
export function changeOrders(
  orderIds: readonly number[],
  by: string,
  decide: (order: LockedOrder) => ActionOutcome,
): Promise<ChangedInGroup[]> {
  return inTransaction(
    async (transaction) => {
      const orders = await lockOrders(transaction, orderIds);
      const decided = orders.map((order) => ({ order, outcome: decide(order) }));
      const changes = decided.flatMap(({ order, outcome }) =>
        outcome.kind === 'done' ? [{ order, change: outcome.change }] : [],
      );
      const written = changes.length > 0 ? await writeChanges(transaction, by, changes) : [];
      const after = new Map(written.map((order) => [order.id, order]));
      return decided.map(({ order, outcome }) => {
        const { collectedAt, missedAt } = after.get(order.id) ?? order;
        return { order, outcome, collectedAt, missedAt };
      });
    },
    [lockAllocation],
  );
}

/**
 * Locks orders in the order of their numbers, against deadlocks. Timeline entries of existing orders are written only
 * while the allocation lock is held.
 */
function lockOrders(db: Queryable, orderIds: readonly number[]): Promise<LockedOrder[]> {
  return db.query<LockedOrder>(
    {
      name: 'lock-orders',
      text: `
        select o.id, o.status, o.token, o.correlation_id as "correlationId",
          o.pickup_at as "pickupAt", o.collected_at as "collectedAt", o.missed_at as "missedAt",
          o.cancel_until as "cancelUntil", (${completedBy}) as "completedBy",
          o.pickup_date is null and o.status in ('Processing', 'Completed') as "isUnclaimed",
          (select jsonb_build_object(
              'id', id, 'from', from_status, 'to', to_status, 'by', by, 'reason', reason, 'undoes', undoes,
              'secondsAgo', extract(epoch from clock_timestamp() - at))
           from order_timeline where order_id = o.id order by id desc limit 1) as "lastStep"
        from orders o
        where o.id = any($1::integer[])
        order by o.id
        for no key update`,
    },
    [orderIds],
  );
}

interface WrittenOrder {
  readonly id: number;
  readonly collectedAt: Date | null;
  readonly missedAt: Date | null;
}

/**
 * The relay resends an order that is Pending again after 30 seconds, unless the order was decided
 * before.
 */
function writeChanges(
  db: Queryable,
  by: string,
  changes: readonly { readonly order: ChangeableOrder; readonly change: OrderChange }[],
): Promise<WrittenOrder[]> {
  const steps = changes.flatMap(({ order, change }) =>
    stepsOf(order, change).map((step) => ({ id: order.id, ...step })),
  );
  return db.query<WrittenOrder>(
    {
      name: 'write-changes',
      text: `
        with change as (
          select * from unnest($1::integer[], $2::text[], $3::text[]) as c (id, to_status, ended)
        ), changed as (
          update orders o
          set status = c.to_status, reason = null,
            pickup_date = case when c.to_status <> 'Pending' then o.pickup_date end,
            kept_pickup_date = case when c.to_status = 'Pending' then coalesce(o.pickup_date, o.kept_pickup_date) end,
            collected_at = case when c.ended = 'collected' then now() end,
            missed_at = case when c.ended = 'missed' then now() end,
            relay_at = now() + interval '30 seconds', relay_count = 0,
            attempts = 0, last_error = null
          from change c
          where o.id = c.id
          returning o.id, o.collected_at as "collectedAt", o.missed_at as "missedAt"
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason, undoes)
          select id, from_status, to_status, $4, reason, undoes
          from unnest($5::integer[], $6::text[], $7::text[], $8::text[], $9::bigint[])
            with ordinality as s (id, from_status, to_status, reason, undoes, no)
          order by no
        )
        select * from changed`,
    },
    [
      changes.map(({ order }) => order.id),
      changes.map(({ change }) => change.to),
      changes.map(({ change }) => change.end),
      by,
      steps.map(({ id }) => id),
      steps.map(({ from }) => from),
      steps.map(({ to }) => to),
      steps.map(({ reason }) => reason),
      steps.map(({ undoes }) => undoes),
    ],
  );
}

async function writeCancellation(
  db: Queryable,
  orderId: number,
  by: string,
  reason: string | null,
) {
  await db.query(
    {
      name: 'write-cancellation',
      text: `
        with before as (
          select id, status from orders where id = $1
        ), cancelled as (
          update orders set status = 'Cancelled', reason = $3 where id = $1
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason)
          select id, status, 'Cancelled', $2, $3 from before
        ), ${releaseClaims('array[$1::integer]', '$2')}
        select`,
    },
    [orderId, by, reason],
  );
}
