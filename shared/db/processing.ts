import { type Decision, type PendingOrder, type Supplies } from '../domain/allocation.ts';
import type { OrderingRules } from '../domain/availability.ts';
import type { LocalDate } from '../domain/calendar.ts';
import type { OptionUse } from '../domain/day-supply.ts';
import { leadTimeDaysOf } from '../domain/options.ts';
import type { PickupRules } from '../domain/pickup.ts';
import { lockAllocation } from './allocation-lock.ts';
import { selectClaims, takeClaimed, toClaimArrays } from './claims.ts';
import { inTransaction, type Queryable } from './database.ts';
import { daySupplyColumns, type DaySupplyRows, toDaySupplies } from './day-supplies.ts';
import { optionUsesOf } from './options.ts';
import { orderingRules } from './ordering-rules.ts';
import { selectTaken, toTakenSpans } from './pickup-spans.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

interface PendingLineRow extends OrderingRules {
  readonly order_id: number;
  /** Times are text, because the rows are JSON. */
  readonly placed_at: string;
  readonly pickup_at: string | null;
  readonly pickup_ends_at: string | null;
  readonly kept_pickup_date: LocalDate | null;
  readonly is_pickup_chosen: boolean;
  readonly is_at_counter: boolean;
  readonly is_overridden: boolean;
  readonly was_accepted: boolean;
  readonly line_no: number;
  readonly product_id: number;
  readonly quantity: number;
  readonly daily_capacity: number | null;
  /** Null for a made-to-order product. */
  readonly stock: number | null;
  /** Null for a line without options. */
  readonly options: readonly OptionUse[] | null;
  readonly is_to_prepare: boolean;
}

interface BatchRow extends DaySupplyRows {
  /** By order and line. */
  readonly lines: readonly PendingLineRow[];
  readonly rules: readonly unknown[];
  readonly since: Date;
  readonly spans: readonly unknown[];
}

export interface PendingBatch {
  /** The requested orders that are still Pending, by id. */
  readonly orders: readonly PendingOrder[];
  readonly supplies: Supplies;
  readonly rules: PickupRules;
}

/**
 * Locks the orders that are still Pending, lets `decide` decide them, and writes the decisions: all
 * or nothing, in four round trips whatever the size of the batch.
 */
export function decidePendingOrders(
  orderIds: readonly number[],
  decide: (batch: PendingBatch) => Decision[],
): Promise<Decision[]> {
  return inTransaction(
    async (transaction) => {
      const decisions = decide(toBatch(await lockPendingOrders(transaction, orderIds)));
      if (decisions.length > 0) await writeDecisions(transaction, decisions);
      return decisions;
    },
    [lockAllocation],
  );
}

/**
 * Locks the orders, then their products, and reads all supplies. Every change of a supply holds the
 * allocation lock, so the supplies that this statement reads are the current ones. One row of JSON lets
 * the statement be prepared: statements that are sent with the `begin` are planned for every batch.
 *
 * Orders and products are locked in id order, so that the processor and staff who
 * change stock cannot deadlock. `= any(array(…))` enforces this sequence: the array is complete
 * before the first product is read. `no key` lets customers continue to place orders, whose lines
 * only need the products to exist.
 *
 * `is not distinct from` keeps the planner on the primary key. With `=` it may use the index of all
 * Pending orders, because its statistics are from a time with few Pending orders; after an outage
 * each batch would then read the whole backlog.
 */
async function lockPendingOrders(db: Queryable, orderIds: readonly number[]): Promise<BatchRow> {
  const [row] = await db.query<BatchRow>(
    {
      name: 'lock-pending-orders',
      text: `
        with accepted as materialized (
          select taken_back.order_id
          from order_timeline taken_back
          join order_timeline cancelled on cancelled.id = taken_back.undoes
          where taken_back.order_id = any($1::integer[]) and taken_back.undoes is not null
            and cancelled.from_status in ('Processing', 'Completed')
        ), pending as materialized (
          select id, placed_at, pickup_at, pickup_ends_at, kept_pickup_date::text,
            coalesce(pickup_chosen, false) as is_pickup_chosen,
            placed_by is not null as is_at_counter,
            override_reason is not null as is_overridden,
            id in (select order_id from accepted) as was_accepted
          from orders
          where id = any($1::integer[]) and status is not distinct from 'Pending'
          order by id
          for no key update
        ), line as materialized (
          select order_id, line_no, product_id, quantity, choices
          from order_lines
          where order_id = any(array(select id from pending))
        ), product as materialized (
          select id, supply as kind, stock, daily_capacity, lead_time_hours, lead_time_days, cut_off, cut_off_days,
            horizon_days, season_from, season_to
          from products
          where id = any(array(select product_id from line))
          order by id
          for no key update
        )
        select
          (select coalesce(json_agg(r), '[]')
           from (
             select o.id as order_id, o.placed_at, o.pickup_at, o.pickup_ends_at, o.kept_pickup_date, o.is_pickup_chosen,
               o.is_at_counter, o.is_overridden, o.was_accepted, l.line_no, l.product_id, l.quantity, p.kind, p.stock,
               p.daily_capacity, ${orderingRules('p')},
               case when l.choices is not null then ${optionUsesOf('l')} end as options,
               l.choices is not null and l.choices @> '[{"is_for_production": true}]' as is_to_prepare
             from pending o
             join line l on l.order_id = o.id
             join product p on p.id = l.product_id
             order by o.id, l.line_no
           ) as r) as lines,
          (select json_agg(r) from (${selectPickupRules}) as r) as rules,
          now() - interval '1 day' as since,
          (select coalesce(json_agg(t), '[]')
           from (${selectTaken(`now() - interval '1 day' - interval '4 hours'`)}) as t) as spans,
          ${daySupplyColumns()}`,
    },
    [orderIds],
  );
  if (!row) throw new Error('lock-pending-orders returned no row');
  return row;
}

function toBatch(row: BatchRow): PendingBatch {
  const rules = toPickupRules(row.rules);
  return {
    orders: toOrders(row.lines),
    supplies: {
      since: row.since,
      stock: toStock(row.lines),
      slots: toTakenSpans(row.spans, rules.slotMinutes),
      days: toDaySupplies(row),
    },
    rules,
  };
}

function toOrders(rows: readonly PendingLineRow[]): PendingOrder[] {
  const rowsByOrder = Map.groupBy(rows, (row) => row.order_id);
  return [...rowsByOrder.values()].flatMap((lines) => (lines[0] ? [toOrder(lines[0], lines)] : []));
}

function toOrder(order: PendingLineRow, lines: readonly PendingLineRow[]): PendingOrder {
  return {
    id: order.order_id,
    placedAt: new Date(order.placed_at),
    pickupAt: toDate(order.pickup_at),
    pickupEndsAt: toDate(order.pickup_ends_at),
    keptDate: order.kept_pickup_date,
    isPickupChosen: order.is_pickup_chosen,
    isAtCounter: order.is_at_counter,
    isOverridden: order.is_overridden,
    wasAccepted: order.was_accepted,
    lines: lines.map((line) => ({
      lineNo: line.line_no,
      productId: line.product_id,
      quantity: line.quantity,
      kind: line.kind,
      dailyCapacity: line.daily_capacity,
      leadTimeHours: line.leadTimeHours,
      leadTimeDays: leadTimeDaysOf(line.leadTimeDays, line.options ?? []),
      cutOff: line.cutOff,
      cutOffDays: line.cutOffDays,
      horizonDays: line.horizonDays,
      seasonFrom: line.seasonFrom,
      seasonTo: line.seasonTo,
      options: line.options ?? [],
      isToPrepare: line.is_to_prepare,
    })),
  };
}

function toDate(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

function toStock(rows: readonly PendingLineRow[]): Map<number, number> {
  return new Map(
    rows.flatMap(({ product_id, stock }) => (stock === null ? [] : [[product_id, stock]])),
  );
}

/**
 * Writes all decisions of a batch at once: statuses, timeline, claims and the units taken. Its
 * orders are locked and therefore still Pending. The statement does not check that again: with
 * outdated statistics, the planner would read all orders and compare each with every decision.
 */
async function writeDecisions(db: Queryable, decisions: readonly Decision[]): Promise<void> {
  const [written] = await db.query<{ moved: number }>(
    {
      name: 'write-decisions',
      text: `
        with decided as (
          select *
          from unnest($1::integer[], $2::text[], $3::text[], $4::timestamptz[], $5::timestamptz[], $6::date[],
            $7::timestamptz[]) as d (order_id, status, reason, pickup_at, pickup_ends_at, pickup_date, cancel_until)
        ), moved as (
          update orders o
          set status = d.status, reason = d.reason, pickup_at = coalesce(d.pickup_at, o.pickup_at),
            pickup_ends_at = d.pickup_ends_at, pickup_date = d.pickup_date,
            -- Not before the deadline of an acceptance whose cancellation was undone.
            cancel_until = case when d.status <> 'Rejected' then greatest(o.cancel_until, d.cancel_until) end
          from decided d
          where o.id = d.order_id
          returning 1
        ), timeline as (
          insert into order_timeline (order_id, from_status, to_status, by, reason)
          select order_id, 'Pending', status, 'processor', reason from decided
        ), claimed as (
          ${selectClaims(8)}
        ), ${takeClaimed(`'processor'`)}
        select count(*)::integer as moved from moved`,
    },
    [
      decisions.map(({ orderId }) => orderId),
      decisions.map(({ status }) => status),
      decisions.map(({ reason }) => reason),
      decisions.map(({ pickup }) => pickup?.startsAt ?? null),
      decisions.map(({ pickup }) => pickup?.endsAt ?? null),
      decisions.map(({ pickupDate }) => pickupDate),
      decisions.map(({ cancelUntil }) => cancelUntil),
      ...toClaimArrays(decisions),
    ],
  );
  if (written?.moved !== decisions.length) throw new Error('write-decisions lost an order');
}
