import { dateAt, type LocalDate } from '../domain/calendar.ts';
import type { ActionOutcome, ChangeableOrder, OrderChange } from '../domain/order-change.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { lockAllocation } from './allocation-lock.ts';
import { firstCountedDay } from './baking-days.ts';
import { inTransaction, type Queryable } from './database.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

/** An order with the token that opens it to its customer. */
export type LockedOrder = ChangeableOrder & {
  readonly token: string;
  readonly correlationId: string;
};

export interface ChangedOrder {
  /** The order before the change. */
  readonly order: LockedOrder;
  /** Null when the order was left unchanged. */
  readonly change: OrderChange | null;
}

/**
 * Locks an order, lets `decide` choose its change, and writes the change with a timeline entry;
 * null leaves the order unchanged. A cancellation releases everything that the order held: stock,
 * its slot and its baking days. An error of `decide` is rethrown, and nothing is changed.
 * @param by the signature of the person that asks for the change
 * @returns undefined when the order does not exist
 */
export function changeOrder(
  orderId: number,
  by: string,
  decide: (order: LockedOrder, rules: PickupRules) => OrderChange | null,
): Promise<ChangedOrder | undefined> {
  return inTransaction(
    async (transaction, [, rules = []]) => {
      const [order] = await lockOrders(transaction, [orderId]);
      if (!order) return undefined;
      const change = decide(order, toPickupRules(rules));
      if (change?.to === 'Cancelled') {
        const { timeZone } = toPickupRules(rules);
        const pickupDate = order.pickupAt && dateAt(order.pickupAt, timeZone);
        await writeCancellation(transaction, orderId, by, change.reason, pickupDate);
      } else if (change) {
        await writeChanges(transaction, by, [{ id: orderId, ...change }]);
      }
      return { order, change };
    },
    [lockAllocation, selectPickupRules],
  );
}

/** An order of a group before its action, and the time of its collection after it. */
export interface ChangedInGroup {
  readonly order: LockedOrder;
  readonly outcome: ActionOutcome;
  readonly collectedAt: Date | null;
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
      const changes = decided.flatMap(({ order: { id }, outcome }) =>
        outcome.kind === 'done' ? [{ id, ...outcome.change }] : [],
      );
      const written = changes.length > 0 ? await writeChanges(transaction, by, changes) : [];
      const after = new Map(written.map((order) => [order.id, order]));
      return decided.map(({ order, outcome }) => {
        const { collectedAt } = after.get(order.id) ?? order;
        return { order, outcome, collectedAt };
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
          o.pickup_at as "pickupAt", o.collected_at as "collectedAt",
          (select jsonb_build_object(
              'id', id, 'from', from_status, 'to', to_status, 'by', by, 'undoes', undoes,
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

/**
 * The relay resends an order that is Pending again after 30 seconds, unless the order was decided
 * before.
 */
function writeChanges(
  db: Queryable,
  by: string,
  changes: readonly (OrderChange & { readonly id: number })[],
): Promise<{ readonly id: number; readonly collectedAt: Date | null }[]> {
  return db.query(
    {
      name: 'write-changes',
      text: `
        with change as (
          select * from unnest($1::integer[], $2::text[], $3::boolean[], $4::text[], $5::bigint[])
            as c (id, to_status, is_collected, reason, undoes)
        ), before as (
          select id, status from orders where id = any($1::integer[])
        ), changed as (
          update orders o
          set status = c.to_status, reason = null,
            collected_at = case when c.is_collected then now() end,
            relay_at = now() + interval '30 seconds', relay_count = 0,
            attempts = 0, last_error = null
          from change c
          where o.id = c.id
          returning o.id, o.collected_at as "collectedAt"
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason, undoes)
          select c.id, b.status, c.to_status, $6, c.reason, c.undoes
          from change c join before b on b.id = c.id
        )
        select * from changed`,
    },
    [
      changes.map(({ id }) => id),
      changes.map(({ to }) => to),
      changes.map(({ isCollected }) => isCollected),
      changes.map(({ reason }) => reason),
      changes.map(({ undoes }) => undoes),
      by,
    ],
  );
}

/**
 * An order holds the units of its stock movements. An accepted order also holds the units of its
 * lines in its slot and on its baking days.
 */
async function writeCancellation(
  db: Queryable,
  orderId: number,
  by: string,
  reason: string | null,
  pickupDate: LocalDate | null,
) {
  await db.query(
    {
      name: 'write-cancellation',
      text: `
        with before as (
          select id, status, pickup_at, pickup_ends_at from orders where id = $1
        ), cancelled as (
          update orders set status = 'Cancelled', reason = $3 where id = $1
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason)
          select id, status, 'Cancelled', $2, $3 from before
        ), given_back as (
          insert into stock_movements (order_id, product_id, units, reason, by)
          select order_id, product_id, -sum(units), 'cancelled', $2
          from stock_movements where order_id = $1
          group by order_id, product_id
          having sum(units) <> 0
          returning product_id, units
        ), stocked as (
          update products p set stock = p.stock + g.units
          from given_back g where p.id = g.product_id
        ), held as (
          select l.product_id, p.kind, b.pickup_at, b.pickup_ends_at, sum(l.quantity) as units
          from before b
          join order_lines l on l.order_id = b.id
          join products p on p.id = l.product_id
          where b.status = 'Processing' or b.status = 'Completed'
          group by l.product_id, p.kind, b.pickup_at, b.pickup_ends_at
        ), slot as (
          update pickup_slots s set units_taken = s.units_taken - h.units
          from (select pickup_at, sum(units) as units from held group by pickup_at) h
          where s.starts_at = h.pickup_at
        ), span as (
          -- The previous release may have counted an order without a span.
          update pickup_spans s set units_taken = greatest(0, s.units_taken - h.units)
          from (select pickup_at, pickup_ends_at, sum(units) as units from held
                group by pickup_at, pickup_ends_at) h
          where s.starts_at = h.pickup_at and s.ends_at = h.pickup_ends_at
        )
        update baking_days d set units_taken = d.units_taken - h.units
        from held h
        where h.kind = 'made_to_order' and d.product_id = h.product_id and d.date = $4::date
          -- Older days are not recounted when the bakery's time zone changes.
          and d.date >= ${firstCountedDay}`,
    },
    [orderId, by, reason, pickupDate],
  );
}
