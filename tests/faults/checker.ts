/**
 * The checker, a separate process: reads only the journals and the database, and reports faults.
 *
 * node checker.ts <database url> <journal>…
 */
import pg from 'pg';
import { utcDateOf } from '../../shared/db/utc-date.ts';
import { canTransition, type Actor, type OrderStatus } from '../../shared/domain/order-status.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../support/claims.ts';
import { type JournalEntry, readJournal } from './journal.ts';

/** The result of a run. All fields but the first three must be empty. */
export interface Verdict {
  /** Requested orders, those answered with 201, and those without a known response. */
  readonly attempted: number;
  readonly acknowledged: number;
  readonly unknown: number;
  /** Answered with 201, but missing, or under another number; or cancelled without effect. */
  readonly lost: string[];
  /** Existing more than once, or processed more than once. */
  readonly duplicated: string[];
  /** More allocated than available, or stock and slots that their orders do not explain. */
  readonly oversold: string[];
  readonly illegal_transitions: string[];
  /** Not requested, different from the request, left undecided, or rejected despite enough supply. */
  readonly unexplained: string[];
  /** The final statuses: of all orders, and of the last third. */
  readonly ended: Readonly<Record<OrderStatus, number>>;
  readonly ended_late: Readonly<Record<OrderStatus, number>>;
}

interface OrderRow {
  readonly id: number;
  readonly status: OrderStatus;
  readonly reason: string | null;
  readonly token: string;
  readonly idempotency_key: string | null;
  readonly pickup_at: Date | null;
  readonly lines: {
    product_id: number;
    quantity: number;
    note: string | null;
    kind: 'shelf' | 'daily' | 'made_to_order';
    is_priced: boolean;
  }[];
  readonly timeline: { from: OrderStatus | null; to: OrderStatus; by: string }[];
  /** Net units per shelf product, by the movements. */
  readonly taken: Record<string, number>;
}

/** The supplies of the run. */
interface Offer {
  readonly slot_capacity: number;
  readonly products: readonly {
    readonly id: number;
    readonly daily_capacity: number | null;
    /** The units of the dates of a race. */
    readonly dates: Readonly<Record<string, number>>;
    /** The first delivery; later ones only add to it. */
    readonly first_delivery: number;
  }[];
}

interface Findings {
  readonly offer: Offer;
  readonly orders: readonly OrderRow[];
  /** Descriptions of inconsistent supplies. */
  readonly supplies: readonly string[];
  /** Descriptions of supplies of a race of which something is left. */
  readonly unsold: readonly string[];
}

async function readDatabase(url: string): Promise<Findings> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const orders = await client.query<OrderRow>(`
      select o.id, o.status, o.reason, o.token, o.idempotency_key, o.pickup_at,
        (select coalesce(jsonb_agg(jsonb_build_object(
            'product_id', l.product_id, 'quantity', l.quantity, 'note', l.note, 'kind', p.supply,
            'is_priced', l.unit_price_minor = p.price_minor)
          order by line_no), '[]')
         from order_lines l join products p on p.id = l.product_id where order_id = o.id) as lines,
        (select coalesce(jsonb_agg(jsonb_build_object('from', from_status, 'to', to_status, 'by', by)
          order by id), '[]')
         from order_timeline where order_id = o.id) as timeline,
        (select coalesce(jsonb_object_agg(product_id, units), '{}') from (
          select product_id, -sum(units) as units from stock_movements
          where order_id = o.id group by product_id having sum(units) <> 0) m) as taken
      from orders o order by id`);
    const supplies = await client.query<{ what: string }>(
      [suppliesThatDoNotAddUp, contestedUnits('>'), figuresUnlikeClaims, ordersUnlikeClaims].join(
        ' union all ',
      ),
    );
    const unsold = await client.query<{ what: string }>(contestedUnits('<'));
    const offer = await client.query<Offer>(`
      select slot_capacity, (select jsonb_agg(jsonb_build_object(
          'id', id, 'daily_capacity', daily_capacity,
          'dates', (select coalesce(jsonb_object_agg(date, units), '{}') from (${unitsByDate}) d where product_id = id),
          'first_delivery', coalesce((
            select units from stock_movements where product_id = products.id order by id limit 1), 0)))
        from products) as products
      from settings`);
    const [offered] = offer.rows;
    if (!offered) throw new Error('The database has no settings');
    return {
      offer: offered,
      orders: orders.rows,
      supplies: supplies.rows.map(({ what }) => what),
      unsold: unsold.rows.map(({ what }) => what),
    };
  } finally {
    await client.end();
  }
}

/** The units for sale of a product on a date of a race: the plan, or what plans leave of a pool. */
const unitsByDate = `
  select product_id, date, units from product_dates
  union all
  select u.product_id, d.date, (d.units - planned.units) / weight
  from pool_dates d
  join product_pools u using (pool_id)
  join products p on p.id = u.product_id and p.supply = 'made_to_order'
  cross join lateral (
    select coalesce(sum(weight * units), 0)::integer as units
    from product_pools join product_dates using (product_id)
    where pool_id = d.pool_id and date = d.date) planned`;

/** SQL: each row is a supply of a race of which more, or less, is sold. Far more is ordered, so all of it must be sold. */
const contestedUnits = (unlike: '<' | '>') => `
  select format('product %s on %s has %s units taken, not its %s', product_id, date, coalesce(units_taken, 0), units) as what
  from (${unitsByDate}) supply
  left join baking_days using (product_id, date)
  where coalesce(units_taken, 0) ${unlike} units`;

/** Each row is a fault: of stock, of a pickup slot, of a baking day. The bakery is in UTC. */
const suppliesThatDoNotAddUp = `
  select format('product %s has %s on the shelf, and its movements say %s', p.id, p.stock, m.units) as what
  from products p
  cross join lateral (
    select coalesce(sum(units), 0) as units from stock_movements where product_id = p.id) m
  where p.kind = 'shelf' and (p.stock <> m.units or p.stock < 0)
  union all
  select format('the slot at %s has %s units taken, and its orders say %s', at, taken, ordered)
  from (
    select coalesce(s.starts_at, o.pickup_at) as at, coalesce(s.units_taken, 0) as taken,
      coalesce(o.units, 0) as ordered
    from pickup_slots s
    full join (
      select pickup_at, sum(quantity) as units
      from orders join order_lines on order_id = id
      where status in ('Processing', 'Completed') and pickup_at is not null
      group by pickup_at) o on o.pickup_at = s.starts_at) slots
  where taken <> ordered
  union all
  select format('the slot at %s has %s units taken, more than it holds', starts_at, units_taken)
  from pickup_slots, settings where units_taken > slot_capacity
  union all
  select format('product %s on %s has %s units taken, and its orders say %s', product_id, day, taken, ordered)
  from (
    select coalesce(b.product_id, o.product_id) as product_id, coalesce(b.date, o.day) as day,
      coalesce(b.units_taken, 0) as taken, coalesce(o.units, 0) as ordered
    from baking_days b
    full join (
      select product_id, ${utcDateOf('pickup_at')} as day, sum(quantity) as units
      from orders join order_lines on order_id = id join products p on p.id = product_id
      where status in ('Processing', 'Completed') and p.supply <> 'shelf'
      group by product_id, day) o on o.product_id = b.product_id and o.day = b.date) days
  where taken <> ordered
  union all
  select format('product %s on %s has %s units taken, more than can be baked', b.product_id, b.date, units_taken)
  from baking_days b join products p on p.id = b.product_id where units_taken > daily_capacity
  union all
  select format('pool %s on %s has %s units taken, more than it has', d.pool_id, date, units_taken)
  from pool_days d
  where units_taken > coalesce(
    (select units from pool_dates where pool_id = d.pool_id and date = d.date),
    (select max(units) from pool_weekdays where pool_id = d.pool_id))`;

/** One order by the driver's journal. */
interface Wanted {
  readonly lines: readonly { readonly product_id: number; readonly quantity: number }[];
  readonly pickupAt: string | undefined;
  orderId?: number;
  token?: string | undefined;
  otherIds: number[];
  isRefused: boolean;
  /** Whether its customer asked to cancel it, with the response. */
  cancelling: 'never' | 'unknown' | 'granted' | 'refused';
}

function check(journal: readonly JournalEntry[], findings: Findings): Verdict {
  const { orders, supplies, unsold, offer } = findings;
  const wanted = readWishes(journal);
  const acknowledged = [...wanted].filter(([, { orderId }]) => orderId !== undefined);
  const refused = [...wanted].filter(([, { orderId, isRefused }]) => !orderId && isRefused);
  return {
    attempted: wanted.size,
    acknowledged: acknowledged.length,
    unknown: wanted.size - acknowledged.length - refused.length,
    lost: findLost(wanted, orders),
    duplicated: [...findDoubles(wanted, orders), ...orders.flatMap(findDoubleEffects)],
    oversold: [...supplies],
    illegal_transitions: orders.flatMap((order) => findIllegalSteps(order, wanted)),
    unexplained: [
      ...orders.flatMap((order) => findUnexplained(order, wanted)),
      ...findNeedlesslyRejected(orders, offer),
      ...unsold,
    ],
    ended: countByStatus(orders),
    ended_late: countByStatus(orders.slice(Math.floor((orders.length * 2) / 3))),
  };
}

function readWishes(journal: readonly JournalEntry[]): Map<string, Wanted> {
  const wanted = new Map<string, Wanted>();
  for (const entry of journal) {
    const known = wanted.get(entry.key);
    if (entry.kind === 'order') {
      wanted.set(
        entry.key,
        known ?? {
          lines: entry.lines,
          pickupAt: entry.pickup_at,
          otherIds: [],
          isRefused: false,
          cancelling: 'never',
        },
      );
    } else if (known && entry.kind === 'answer') remember(known, entry);
    else if (known && entry.kind === 'cancel') known.cancelling = 'unknown';
    else if (known && entry.kind === 'cancelled' && entry.status < 500) {
      known.cancelling = entry.status === 200 ? 'granted' : 'refused';
    }
  }
  return wanted;
}

function remember(
  known: Wanted,
  { status, order_id, token }: Extract<JournalEntry, { kind: 'answer' }>,
) {
  if (order_id === undefined) {
    if (status < 500) known.isRefused = true;
  } else if (known.orderId === undefined) {
    known.orderId = order_id;
    known.token = token;
  } else if (known.orderId !== order_id) known.otherIds.push(order_id);
}

/** The key of an order's request, from the note of its first line. */
function keyOf({ lines }: OrderRow): string {
  return lines[0]?.note ?? '';
}

function findLost(wanted: ReadonlyMap<string, Wanted>, orders: readonly OrderRow[]): string[] {
  const byId = new Map(orders.map((order) => [order.id, order]));
  return [...wanted].flatMap(([key, { orderId, token, cancelling }]) => {
    if (orderId === undefined) return [];
    const order = byId.get(orderId);
    if (!order || keyOf(order) !== key) return [`${key} was answered with ${orderId}`];
    if (order.token !== token) return [`${orderId} is opened by another token`];
    if (cancelling === 'granted' && order.status !== 'Cancelled') {
      return [`${orderId} was cancelled, and is ${order.status}`];
    }
    return [];
  });
}

function findDoubles(wanted: ReadonlyMap<string, Wanted>, orders: readonly OrderRow[]): string[] {
  const answeredTwice = [...wanted].flatMap(([key, { orderId, otherIds }]) =>
    otherIds.map((other) => `${key} was answered with ${orderId} and with ${other}`),
  );
  const placedTwice = [...Map.groupBy(orders, keyOf)].flatMap(([key, same]) =>
    same.length > 1 ? [`${key} is there as ${same.map(({ id }) => id).join(', ')}`] : [],
  );
  return [...answeredTwice, ...placedTwice];
}

/** Decided more than once, or with an effect on stock that differs from its lines. */
function findDoubleEffects({ id, status, lines, timeline, taken }: OrderRow): string[] {
  const decisions = timeline.filter(({ by }) => by === 'processor').length;
  const holds = status === 'Processing' || status === 'Completed';
  const expected: Record<string, number> = {};
  for (const { product_id, quantity, kind } of lines) {
    if (holds && kind === 'shelf') expected[product_id] = (expected[product_id] ?? 0) + quantity;
  }
  const same = JSON.stringify(sorted(expected)) === JSON.stringify(sorted(taken));
  return [
    ...(decisions > 1 ? [`${id} was decided ${decisions} times`] : []),
    ...(same ? [] : [`${id} took ${JSON.stringify(taken)}, not ${JSON.stringify(expected)}`]),
  ];
}

function sorted(record: Record<string, number>) {
  return Object.entries(record).toSorted(([a], [b]) => Number(a) - Number(b));
}

function findIllegalSteps(order: OrderRow, wanted: ReadonlyMap<string, Wanted>): string[] {
  const { id, status, timeline, lines } = order;
  const [first, ...steps] = timeline;
  const illegal = steps.filter(
    ({ from, to, by }, index) =>
      from === null || from !== timeline[index]?.to || !canTransition(from, to, actorOf(by)),
  );
  const last = timeline.at(-1)?.to;
  // Daily products are ordered for later days only.
  const isBaked = lines.some(({ kind }) => kind !== 'shelf');
  const isTimed = wanted.get(keyOf(order))?.pickupAt !== undefined;
  const strange = steps.filter(
    ({ to, by }) =>
      !['processor', 'customer'].includes(by) ||
      (by === 'processor' && to === (isBaked || isTimed ? 'Completed' : 'Processing')),
  );
  return [
    ...strange.map(({ to, by }) =>
      [
        `${id} became ${to} by ${by}`,
        ...(isBaked ? ['with cake'] : []),
        ...(isTimed ? ['for a chosen time'] : []),
      ].join(', '),
    ),
    ...(first?.from === null && first.to === 'Pending' ? [] : [`${id} began as ${first?.to}`]),
    ...illegal.map(({ from, to, by }) => `${id} went from ${from} to ${to} by ${by}`),
    ...(last === status ? [] : [`${id} is ${status}, and its timeline ends with ${last}`]),
  ];
}

function actorOf(by: string): Actor {
  return by === 'processor' || by === 'customer' ? by : 'staff';
}

function findUnexplained(order: OrderRow, wanted: ReadonlyMap<string, Wanted>): string[] {
  const wish = wanted.get(keyOf(order));
  if (!wish) return [`${order.id} was not requested`];
  const asked = JSON.stringify(wish.lines);
  const got = JSON.stringify(
    order.lines.map(({ product_id, quantity }) => ({ product_id, quantity })),
  );
  return [
    ...(asked === got ? [] : [`${order.id} has ${got}, but ${asked} was requested`]),
    ...(order.lines.every(({ is_priced }) => is_priced) ? [] : [`${order.id} has another price`]),
    ...(order.idempotency_key === keyOf(order) ? [] : [`${order.id} has lost its key`]),
    ...findWrongPickup(order, wish),
    ...(order.status === 'Cancelled' && ['never', 'refused'].includes(wish.cancelling)
      ? [`${order.id} is Cancelled, and its customer's request for that was ${wish.cancelling}`]
      : []),
    // The run is over and had time to settle, so no process is processing it.
    ...(order.status === 'Pending' ? [`${order.id} is still Pending`] : []),
    ...(wish.isRefused && wish.orderId === undefined
      ? [`${order.id} exists, and was refused`]
      : []),
  ];
}

function findWrongPickup({ id, status, pickup_at }: OrderRow, { pickupAt }: Wanted): string[] {
  const got = pickup_at?.toISOString();
  if (pickupAt !== undefined && got !== pickupAt) return [`${id} is for ${got}, not ${pickupAt}`];
  const isAccepted = status === 'Processing' || status === 'Completed';
  return isAccepted && got === undefined ? [`${id} is for no time`] : [];
}

/**
 * Rejected despite enough supply. All units that were ever accepted, even if cancelled later, are
 * the most that can have been taken at any moment: if they and the order together do not exceed the
 * supply, the order was rejected wrongly. With long days and no lead times, no other reason for a
 * rejection is possible.
 */
function findNeedlesslyRejected(orders: readonly OrderRow[], offer: Offer): string[] {
  const ever = new Map<string, number>();
  const take = (what: string, units: number) => ever.set(what, (ever.get(what) ?? 0) + units);
  for (const { pickup_at, lines, timeline } of orders) {
    if (!timeline.some(({ to }) => to === 'Processing' || to === 'Completed')) continue;
    for (const { product_id, quantity } of lines) {
      take(`product ${product_id}`, quantity);
      take(`product ${product_id} on ${dayOf(pickup_at)}`, quantity);
      take(`slot ${pickup_at?.toISOString()}`, quantity);
    }
  }
  const products = new Map(offer.products.map((product) => [product.id, product]));
  const capacityOf = (id: number) => products.get(id)?.daily_capacity ?? Infinity;
  const unitsOn = (id: number, date: string) => products.get(id)?.dates[date] ?? capacityOf(id);
  /** A product of a race is available on its dates only. */
  const unitsOf = (id: number) => {
    const dates = Object.values(products.get(id)?.dates ?? {});
    return dates.length > 0 ? dates.reduce((sum, units) => sum + units) : capacityOf(id);
  };
  const isTooMuch = ({ reason, lines, pickup_at }: OrderRow) => {
    const shelf = sumUnits(lines, 'shelf');
    const daily = sumUnits(lines, 'daily');
    const baked = sumUnits(lines, 'made_to_order');
    const isBooked = ([id, units]: readonly [number, number]) => {
      const date = dayOf(pickup_at);
      return pickup_at
        ? (ever.get(`product ${id} on ${date}`) ?? 0) + units > unitsOn(id, date)
        : (ever.get(`product ${id}`) ?? 0) + units > unitsOf(id);
    };
    switch (reason) {
      case 'sold out':
        return (
          [...daily].some(isBooked) ||
          [...shelf].some(
            ([id, units]) =>
              (ever.get(`product ${id}`) ?? 0) + units > (products.get(id)?.first_delivery ?? 0),
          )
        );
      case 'slot full': {
        const units = lines.reduce((sum, { quantity }) => sum + quantity, 0);
        return (ever.get(`slot ${pickup_at?.toISOString()}`) ?? 0) + units > offer.slot_capacity;
      }
      case 'fully booked':
        return [...daily, ...baked].some(isBooked);
      default:
        return false;
    }
  };
  return orders
    .filter((order) => order.status === 'Rejected' && !isTooMuch(order))
    .map(({ id, reason }) => `${id} was rejected, ${reason}, despite enough supply`);
}

/** The pickup day in UTC, the time zone of the tested bakery. */
const dayOf = (pickupAt: Date | null) => pickupAt?.toISOString().slice(0, 10) ?? 'no day';

function sumUnits(lines: OrderRow['lines'], wanted: OrderRow['lines'][number]['kind']) {
  const sum = new Map<number, number>();
  for (const { product_id, quantity, kind } of lines) {
    if (kind === wanted) sum.set(product_id, (sum.get(product_id) ?? 0) + quantity);
  }
  return sum;
}

function countByStatus(orders: readonly OrderRow[]): Record<OrderStatus, number> {
  const counts = { Pending: 0, Processing: 0, Completed: 0, Rejected: 0, Cancelled: 0 };
  for (const { status } of orders) counts[status]++;
  return counts;
}

const [databaseUrl = '', ...journals] = process.argv.slice(2);
const verdict = check(journals.flatMap(readJournal), await readDatabase(databaseUrl));
process.stdout.write(`${JSON.stringify(verdict)}\n`);
