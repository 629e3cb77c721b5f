import { addDays, clockSpans, dayBounds, type LocalDate } from '../domain/calendar.ts';
import type { GroupKind } from '../domain/options.ts';
import { faultOf, type Period, type ReportBy } from '../domain/period.ts';
import { businessDayOf } from '../domain/pickup.ts';
import { dueAt, isInDays } from './business-day.ts';
import { inTransaction } from './database.ts';
import { selectPickupRules, toPickupRules } from './settings.ts';

/** The number of orders placed, and the value of the accepted orders in minor units. */
interface Sales {
  readonly orders: number;
  readonly revenue_minor: number;
}

export interface Figures {
  readonly by_day: readonly (Sales & { readonly date: LocalDate })[];
  readonly by_hour: readonly (Sales & { readonly hour: number })[];
  readonly by_product: readonly {
    readonly product_id: number;
    readonly name: string;
    readonly category: string;
    readonly units: number;
    readonly revenue_minor: number;
  }[];
  readonly by_option: readonly {
    readonly group: string;
    readonly kind: GroupKind;
    readonly option: string;
    readonly units: number;
    /** The prices of the option. */
    readonly surcharges_minor: number;
    /** The prices of the pieces with the option. */
    readonly revenue_minor: number;
  }[];
  /** Accepted orders in currencies other than the bakery's current one. */
  readonly other_currencies: readonly {
    readonly currency: string;
    readonly accepted: number;
    readonly revenue_minor: number;
  }[];
  /** Without missed orders. */
  readonly accepted: number;
  readonly missed: number;
  readonly rejected: number;
  readonly cancelled: number;
  readonly rejected_by_reason: readonly { readonly reason: string; readonly orders: number }[];
  /** The 50th and the 95th percentile; null when no order was completed. */
  readonly seconds_to_completed: readonly [number, number] | null;
  /** The median from the last completion by staff to the pickup time; null when there is none. */
  readonly minutes_ready_before_pickup: number | null;
  /** Units sold without an order. */
  readonly counter_sales: readonly Units[];
  readonly waste: readonly Units[];
  readonly count_losses: readonly Units[];
}

interface Units {
  readonly product_id: number;
  readonly name: string;
  readonly units: number;
  readonly worth_minor: number;
}

export interface FiguresOfPeriod {
  readonly from: LocalDate;
  readonly to: LocalDate;
  readonly currency: string;
  /** Null when the period ends before it begins or has too many days. */
  readonly figures: Figures | null;
}

export interface WantedPeriod {
  /** Default: six days before `to`. */
  readonly from?: LocalDate | undefined;
  /** Default: the business day of `now`. */
  readonly to?: LocalDate | undefined;
}

/** A little less than the time limit of a request (REQUEST_TIMEOUT_MS). */
const timeoutMs = 3_500;

/** What an order counts for: the time of its placement, or its business day with the time of its pickup. */
const measures = {
  order: {
    instant: 'o.placed_at',
    businessDay: 'null::date',
    isInPeriod: 'o.placed_at >= $1::timestamptz and o.placed_at < $2::timestamptz',
  },
  pickup: {
    instant: dueAt,
    businessDay: 'o.pickup_date',
    isInPeriod: isInDays('$6::date', '$7::date', '$1::timestamptz', '$2::timestamptz'),
  },
} as const;

/**
 * The units of each product that were lost to waste, or were missing in counts, net of later gains, at the product's
 * current price. A movement that was undone does not count.
 */
const lossesOf = (reason: 'waste' | 'count') => `
  select product_id, -sum(units) as units, -sum(units) * min(price_minor) as worth_minor
  from stock_movements m
  join products on products.id = product_id
  where reason = '${reason}' and at >= $1::timestamptz and at < $2::timestamptz
    and undoes is null and not exists (select from stock_movements where undoes = m.id)
  group by product_id
  having sum(units) < 0`;

/** What missed orders of the period's business days have claimed, at the price of the line. */
const missedUnits = `
  select c.product_id, sum(c.units), coalesce(sum(c.units::bigint * unit_price_minor) filter (where currency = $8), 0)
  from orders o
  join claims c on c.order_id = o.id and c.source in ('stock', 'plan', 'capacity')
  join order_lines l on l.order_id = o.id and l.line_no = c.line_no
  where o.missed_at is not null and o.pickup_date between $6::date and $7::date
  group by c.product_id`;

/** What staff have recorded of daily products on the period's business days, at the product's current price. */
const recordedUnits = (total: 'sold' | 'wasted') => `
  select product_id, sum(b.${total}) as units, sum(b.${total}::bigint) * min(price_minor) as worth_minor
  from day_books b
  join products on products.id = product_id
  where date between $6::date and $7::date and b.${total} > 0
  group by product_id`;

const listOf = (units: string) => `
  select coalesce(jsonb_agg(jsonb_build_object(
      'product_id', product_id, 'name', name, 'units', units, 'worth_minor', worth_minor)
    order by worth_minor desc, product_id), '[]')
  from (
    select product_id, sum(units) as units, sum(worth_minor) as worth_minor
    from (${units}) as part
    group by product_id) as total
  join products on id = product_id`;

/** The figures of a period. @param by whether an order counts for its placement or for its pickup */
export function findFigures(
  wanted: WantedPeriod,
  by: ReportBy,
  now: Date,
): Promise<FiguresOfPeriod> {
  return inTransaction(
    async (transaction, [, settings = []]) => {
      const rules = toPickupRules(settings);
      const { timeZone } = rules;
      const currency = (settings as { currency: string }[])[0]?.currency ?? '';
      const period = toPeriod(wanted, businessDayOf(rules, now));
      if (faultOf(period) !== null) return { ...period, currency, figures: null };
      const bounds = {
        from: dayBounds(period.from, timeZone).from,
        to: dayBounds(period.to, timeZone).to,
      };
      // A business day may end on the next date, and keeps its orders after a change of the time zone.
      const spans = clockSpans(
        {
          from: dayBounds(addDays(period.from, -2), timeZone).from,
          to: dayBounds(addDays(period.to, 2), timeZone).to,
        },
        timeZone,
      );
      const [row] = await transaction.query<{ figures: Figures }>(
        {
          name: `find-figures-by-${by}`,
          timeoutMs,
          text: figuresQuery(by),
        },
        [
          bounds.from,
          bounds.to,
          spans.map((span) => span.from),
          spans.map((span) => span.to),
          spans.map(({ offsetSeconds }) => offsetSeconds),
          period.from,
          period.to,
          currency,
        ],
      );
      if (!row) throw new Error('find-figures returned no row');
      return { ...period, currency, figures: row.figures };
    },
    [
      `set local statement_timeout = ${timeoutMs}`,
      `select rules.*, currency from (${selectPickupRules}) as rules cross join settings`,
    ],
  );
}

/**
 * All figures in one statement.
 *
 * The planner does not know how many orders the period has and assumes few. It would look up the
 * lines of each order, or compare each order with every line. So lines and timelines are read by
 * the range of the order ids and joined by hash. `offset 0` and a negated status condition enforce
 * that: without statistics, PostgreSQL assumes that one row in 200 has a given status.
 */
function figuresQuery(by: ReportBy): string {
  const { instant, businessDay, isInPeriod } = measures[by];
  // Time zones differ by whole quarters of an hour, so every instant of a quarter has the same local hour and date.
  const quarter = `greatest(date_bin('15 minutes', ${instant}, 'epoch'), ($3::timestamptz[])[1])`;
  return `
    with clock as materialized (
      -- The bakery's offset from UTC in each span; computed by Node, see calendar.ts.
      select * from unnest($3::timestamptz[], $4::timestamptz[], $5::integer[])
        as c (starts_at, ends_at, offset_seconds)
    ), placed as materialized (
      select ${quarter} as quarter, ${businessDay} as business_day, status, reason, currency,
        missed_at is not null as is_missed, count(*) as orders, min(id) as first_id, max(id) as last_id
      from orders o
      where ${isInPeriod}
      group by quarter, business_day, status, reason, currency, is_missed
    ), ids as materialized (
      select min(first_id) as first_id, max(last_id) as last_id from placed
    ), sold as materialized (
      select quarter, business_day, product_id, currency, sum(quantity) as units,
        sum(quantity::bigint * unit_price_minor) as minor_of_any_currency,
        coalesce(sum(quantity::bigint * unit_price_minor) filter (where currency = $8), 0) as minor
      from (
        select id, ${quarter} as quarter, ${businessDay} as business_day, currency
        from orders o
        where ${isInPeriod} and status not in ('Pending', 'Rejected', 'Cancelled')
          and missed_at is null
        offset 0) as accepted
      join (
        select order_id, product_id, quantity, unit_price_minor
        from order_lines
        where order_id between (select first_id from ids) and (select last_id from ids)
        offset 0) as l on order_id = id
      group by grouping sets ((quarter, business_day), (product_id), (currency))
    ), chosen as (
      select c."group", c.kind, c.option, sum(pieces * c.quantity) as units,
        sum(priced_pieces * c.price_minor) as surcharges, sum(minor) as minor
      from (
        -- Many lines have the same choices. A hash of 64 bits groups them without sorting documents, and one line of
        -- each group is expanded.
        select min(array[order_id, line_no]) as first, sum(quantity) as pieces,
          coalesce(sum(quantity) filter (where currency = $8), 0) as priced_pieces,
          coalesce(sum(quantity::bigint * unit_price_minor) filter (where currency = $8), 0) as minor
        from (
          select id, currency
          from orders o
          where ${isInPeriod} and status not in ('Pending', 'Rejected', 'Cancelled')
            and missed_at is null
          offset 0) as accepted
        join (
          select order_id, line_no, quantity, unit_price_minor, jsonb_hash_extended(choices, 0) as hash
          from order_lines
          where order_id between (select first_id from ids) and (select last_id from ids)
            and choices is not null
          offset 0) as l on order_id = id
        group by hash) as alike
      join order_lines on order_id = first[1] and line_no = first[2]
      cross join lateral jsonb_to_recordset(choices)
        as c ("group" text, kind text, option text, quantity integer, price_minor integer)
      group by c."group", c.kind, c.option
    ), takings as materialized (
      select coalesce(business_day, date '1970-01-01' + (wall / 86400)::integer) as day,
        wall % 86400 / 3600 as hour, sum(orders) as orders, sum(minor) as minor
      from (
        select quarter, business_day, orders, 0 as minor from placed
        union all
        select quarter, business_day, 0, minor from sold where quarter is not null) as quarters
      join clock on quarter >= starts_at and quarter < ends_at
      cross join lateral (
        select floor(extract(epoch from quarter))::bigint + offset_seconds as wall) as shown
      group by day, hour
    ), completed as (
      select extract(epoch from completed_at - placed_at)::float8 as seconds,
        case when status = 'Completed'
          then extract(epoch from pickup_at - ready_at)::float8 / 60 end as minutes_before_pickup
      from (select id, status, placed_at, pickup_at from orders o where ${isInPeriod} offset 0) as o
      join (
        select order_id, min(at) as completed_at,
          max(at) filter (where from_status = 'Processing') as ready_at
        from order_timeline
        where order_id between (select first_id from ids) and (select last_id from ids)
          and to_status not in ('Pending', 'Processing', 'Rejected', 'Cancelled')
        group by order_id) as t on order_id = id
    )
    select jsonb_build_object(
        'by_day', (
          select jsonb_agg(jsonb_build_object(
              'date', $6::date + n, 'orders', coalesce(orders, 0), 'revenue_minor', coalesce(minor, 0))
            order by n)
          from generate_series(0, $7::date - $6::date) as n
          left join (
            select day, sum(orders) as orders, sum(minor) as minor from takings group by day) as t
            on day = $6::date + n),
        'by_hour', (
          select jsonb_agg(jsonb_build_object(
              'hour', n, 'orders', coalesce(orders, 0), 'revenue_minor', coalesce(minor, 0))
            order by n)
          from generate_series(0, 23) as n
          left join (
            select hour, sum(orders) as orders, sum(minor) as minor from takings group by hour) as t
            on hour = n),
        'by_product', (
          select coalesce(jsonb_agg(jsonb_build_object(
              'product_id', product_id, 'name', name, 'category', category, 'units', units,
              'revenue_minor', minor)
            order by minor desc, product_id), '[]')
          from sold
          join products on id = product_id),
        'by_option', (
          select coalesce(jsonb_agg(jsonb_build_object(
              'group', "group", 'kind', kind, 'option', option, 'units', units,
              'surcharges_minor', surcharges, 'revenue_minor', minor)
            order by "group", kind, units desc, option), '[]')
          from chosen),
        'other_currencies', (
          select coalesce(jsonb_agg(jsonb_build_object(
              'currency', currency, 'accepted', accepted, 'revenue_minor', minor_of_any_currency)
            order by currency), '[]')
          from sold
          join (
            select currency, sum(orders) as accepted from placed
            where status in ('Processing', 'Completed') and not is_missed group by currency) as p using (currency)
          where currency <> $8),
        'accepted', (
          select coalesce(sum(orders), 0) from placed
          where status in ('Processing', 'Completed') and not is_missed),
        'missed', (select coalesce(sum(orders), 0) from placed where is_missed),
        'rejected', (select coalesce(sum(orders), 0) from placed where status = 'Rejected'),
        'cancelled', (select coalesce(sum(orders), 0) from placed where status = 'Cancelled'),
        'rejected_by_reason', (
          select coalesce(jsonb_agg(jsonb_build_object('reason', reason, 'orders', orders)
            order by orders desc, reason), '[]')
          from (
            select reason, sum(orders) as orders from placed
            where status = 'Rejected' group by reason) as r),
        'seconds_to_completed', (
          select percentile_cont(array[0.5, 0.95]) within group (order by seconds) from completed),
        'minutes_ready_before_pickup', (
          select percentile_cont(0.5) within group (order by minutes_before_pickup) from completed),
        'counter_sales', (${listOf(recordedUnits('sold'))}),
        'waste', (${listOf([lossesOf('waste'), missedUnits, recordedUnits('wasted')].join(' union all '))}),
        'count_losses', (${listOf(lossesOf('count'))})) as figures`;
}

function toPeriod({ from, to }: WantedPeriod, today: LocalDate): Period {
  const last = to ?? today;
  return { from: from ?? addDays(last, -6), to: last };
}
