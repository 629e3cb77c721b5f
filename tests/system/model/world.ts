/** The commands of the model on the real database. */
import { applyOrderAction } from '../../../functions/apply-order-action/apply-order-action.ts';
import { cancelOrder } from '../../../functions/cancel-order/cancel-order.ts';
import { handler as changeProduct } from '../../../functions/change-product/handler.ts';
import { judgeOptions, toLineOptions } from '../../../functions/place-order/judge-options.ts';
import { processBatch } from '../../../functions/process-order/process-orders.ts';
import { recordStockMovement } from '../../../functions/record-stock-movement/record-stock-movement.ts';
import type { Problem } from '../../../shared/contract/problem.ts';
import { findCatalogue } from '../../../shared/db/catalogue.ts';
import { lockAllocation } from '../../../shared/db/allocation-lock.ts';
import { database, inTransaction } from '../../../shared/db/database.ts';
import { writeDayBook } from '../../../shared/db/day-books.ts';
import { writePause } from '../../../shared/db/pause.ts';
import { insertOrder } from '../../../shared/db/placement.ts';
import { type DatePlan, writeDatePlans } from '../../../shared/db/plan.ts';
import { writePoolDate } from '../../../shared/db/pools.ts';
import { deleteSpecialDay, writeSpecialDay } from '../../../shared/db/special-days.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../../shared/domain/calendar.ts';
import type { ProductKind } from '../../../shared/domain/catalogue.ts';
import type { DayPlan } from '../../../shared/domain/day-supply.ts';
import { type Affected, DomainError } from '../../../shared/domain/errors.ts';
import type { OpeningHours } from '../../../shared/domain/pickup.ts';
import type { StockMove } from '../../../shared/domain/stock.ts';
import { openOrderQueue } from '../../../shared/queue/sqs.ts';
import { call } from '../../support/call.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../support/claims.ts';
import { addProduct, sql } from '../../support/database.ts';
import { addOptionGroup } from '../../support/options.ts';
import { addPool } from '../../support/pools.ts';
import { type SignedInStaff, signInAs } from '../../support/staff.ts';
import {
  type Action,
  type Book,
  type CutOff,
  dailyCapacity,
  type DecorationState,
  decorationsOf,
  type Day,
  firstDecorations,
  firstLimit,
  firstPlans,
  firstTrays,
  heldOn,
  holds,
  type Hours,
  isShelf,
  leftOnShelf,
  type LimitedProduct,
  type Line,
  type Model,
  type ModelOrder,
  newModel,
  type Product,
  products,
  refusalsOf,
  type Sale,
  type Season,
  type Slot,
  slotCapacity,
  slots,
  stock,
  stocked,
  type StockedProduct,
  traysOf,
  unitsInSlot,
  unitsOf,
  weights,
} from './history.ts';

const zone = 'Asia/Kolkata';
/** Far enough ahead that no cut-off and no lead time passes while the test runs. */
const today = dateAt(new Date(), zone);
const firstDay = addDays(today, 3);
const dates = [firstDay, addDays(firstDay, 1)] as const;
/** When all orders may be missed. */
const afterPickups = instantAt(dates[1], '13:00', zone);
const startsAt = dates.flatMap((date) =>
  ['12:00', '12:30'].map((time) => instantAt(date, time, zone)),
);
const queue = openOrderQueue();
const staff = { accountId: 1, name: 'model', role: 'baker', isDemo: false } as const;

let manager: SignedInStaff;
let productIds: readonly [number, number, number, number, number, number];
let oven: number;
let decoration: number;
/** The orders that the last change of the supply was refused for. */
let refusedFor: readonly number[] = [];

/** Creates the products, and hours for the two days only. */
export async function createWorld(): Promise<void> {
  manager = await signInAs('manager');
  productIds = [
    await addProduct({ stock }),
    await addProduct({ stock }),
    await addProduct({ kind: 'made_to_order', daily_capacity: dailyCapacity }),
    await addProduct({ kind: 'daily' }),
    await addProduct({ kind: 'made_to_order' }),
    await addProduct({ kind: 'daily' }),
  ];
  oven = await addPool(
    firstTrays,
    new Map(([2, 3, 4, 5] as const).map((product) => [productIds[product], weights[product]])),
  );
  [decoration = 0] = await addOptionGroup(productIds[0], {
    kind: 'yes_no',
    min: 0,
    options: [{ name: 'Decorated' }],
  });
  await sql(
    `insert into product_option_groups (product_id, group_id, min, max)
     select $1, group_id, min, max from product_option_groups where product_id = $2`,
    [productIds[2], productIds[0]],
  );
  await sql(`insert into option_pools values ($1, $2, 1)`, [decoration, oven]);
  const hours = dates.map((date) => [weekdayOf(date), [{ from: '12:00', to: '13:00' }]]);
  await sql(
    `update settings set slot_capacity = $1, days_ahead = 5, cut_off_days = 0, opening_hours = $2`,
    [slotCapacity, JSON.stringify(Object.fromEntries(hours))],
  );
}

export async function resetWorld(): Promise<void> {
  await sql(
    `truncate order_timeline, order_lines, stock_movements, pickup_slots, pickup_spans, baking_days, product_dates, pool_days, pool_dates, claims, orders, closures, day_books,
       day_movements, option_days`,
  );
  await sql(
    `update products set season_from = null, season_to = null, sale_opens_at = null, sale_closes_at = null, cut_off = null,
       cut_off_days = null`,
  );
  await sql(`update products set kind = 'shelf', is_daily = true, stock = 0 where id = $1`, [
    productIds[5],
  ]);
  await sql(`insert into product_pools values ($1, $2, $3) on conflict do nothing`, [
    productIds[5],
    oven,
    weights[5],
  ]);
  refusedFor = [];
  await sql(`update products set stock = $1 where supply = 'shelf'`, [stock]);
  await sql(`insert into stock_movements (product_id, units, reason, by)
             select id, stock, 'delivery', 'test' from products where stock > 0`);
  for (const day of [0, 1] as const) {
    await plan(day, firstPlans[day]);
    await limit(5, day, firstLimit, newModel);
  }
  await decorate(firstDecorations, 'available');
  await pause(false);
}

export interface Wish {
  readonly lines: readonly Line[];
  readonly slot: Slot | null;
  readonly by: 'customer' | 'counter' | 'override';
}

/** @returns undefined for an order that is refused at placement */
export async function place(
  { lines, slot, by }: Wish,
  model: Pick<Model, 'isPaused' | 'sales' | 'seasons' | 'decorationState'>,
): Promise<ModelOrder | undefined> {
  const judged = await judgeOptions(
    database,
    lines.map(({ product, quantity, isDecorated }) => ({
      product_id: productIds[product],
      quantity,
      options: isDecorated ? [{ option_id: decoration }] : [],
    })),
    true,
  );
  const isSoldOut = model.decorationState === 'sold out' && lines.some((one) => one.isDecorated);
  expect(judged.refusal?.code).toBe(isSoldOut ? 'option-unavailable' : undefined);
  if (isSoldOut) return undefined;
  const outcome = await insertOrder(database, {
    lines: judged.lines.map(({ product_id, quantity, chosen }) => ({
      product_id,
      quantity,
      options: toLineOptions(chosen),
    })),
    optionsVersion: judged.version,
    customer: null,
    pickupAt: slot === null ? null : (startsAt[slot] ?? null),
    correlationId: 'model',
    idempotencyKey: null,
    requestHash: 'model',
    ...(by !== 'customer' && { placedBy: 'staff:model' }),
    ...(by === 'override' && { overrideReason: 'model' }),
  });
  const isOverridden = by === 'override';
  const isPaused = model.isPaused && by === 'customer';
  expect(outcome.kind === 'paused').toBe(isPaused);
  const refusals = isOverridden || isPaused ? new Map<Product, string>() : refusalsOf(model, lines);
  const refused = outcome.kind === 'refused-products' ? outcome.products : [];
  expect(new Map(refused.map(({ product_id, reason }) => [product_id, reason]))).toEqual(
    new Map([...refusals].map(([product, reason]) => [productIds[product], reason])),
  );
  if (outcome.kind !== 'placed') return undefined;
  return {
    id: outcome.order_id,
    token: outcome.token,
    lines,
    slot,
    isSlotChosen: slot !== null,
    isOverridden,
    hasTimeToCancel: null,
    status: 'Pending',
    end: null,
    steps: [],
  };
}

export function deliver(ids: readonly number[]): Promise<unknown> {
  return processBatch(ids.map((id) => ({ order_id: id, correlation_id: 'model' })));
}

export async function cancel({ id, token }: ModelOrder): Promise<void> {
  await orRefused(cancelOrder(id, token, new Date()));
}

export async function move({ id }: ModelOrder, action: Action): Promise<void> {
  const wanted = action === 'cancel' ? { action, reason: 'model' } : { action };
  await orRefused(applyOrderAction(database, queue, id, wanted, 'staff:model', afterPickups));
}

export async function moveOnShelf(product: StockedProduct, request: StockMove): Promise<void> {
  const productId = productIds[product];
  await orRefused(recordStockMovement(staff, { productId, request, idempotencyKey: undefined }));
}

export async function plan(day: Day, units: DayPlan): Promise<void> {
  await writePlan({ productId: productIds[3], date: dates[day], ...units });
}

export async function record(day: Day, book: Book): Promise<void> {
  await writeDayBook({ productId: productIds[3], date: dates[day] }, book, 'model');
}

export async function heat(day: Day, trays: number): Promise<void> {
  await writePoolDate(oven, dates[day], trays);
}

const specialHours: Readonly<Record<Exclude<Hours, 'usual'>, readonly OpeningHours[]>> = {
  closed: [],
  'first slot': [{ from: '12:00', to: '12:30' }],
  'second slot': [{ from: '12:30', to: '13:00' }],
};

/** Changes the hours of a day, whatever orders it has. */
export async function open(day: Day, hours: Hours): Promise<void> {
  const date = dates[day];
  const change = async (confirmation?: string): Promise<unknown> => {
    if (hours === 'usual') return deleteSpecialDay(date, confirmation, new Date());
    const specialDay = { date, message: 'model', hours: [...specialHours[hours]] };
    return writeSpecialDay(specialDay, confirmation, new Date());
  };
  // An order that is accepted between the question and its confirmation needs another confirmation.
  let confirmation: string | undefined;
  for (;;) {
    const affected = await findAffected(change(confirmation));
    if (!affected) return;
    ({ confirmation } = affected);
  }
}

async function findAffected(change: Promise<unknown>): Promise<Affected | undefined> {
  try {
    await change;
    return undefined;
  } catch (error) {
    if (error instanceof DomainError && error.affected) return error.affected;
    throw error;
  }
}

const soldOutUntil = {
  available: [false, null],
  'from second day': [true, dates[1]],
  'sold out': [true, null],
} as const satisfies Record<DecorationState, unknown>;

export async function decorate(limit: number | null, state: DecorationState): Promise<void> {
  await sql(
    'update options set daily_limit = $2, sold_out = $3, sold_out_until = $4 where id = $1',
    [decoration, limit, ...soldOutUntil[state]],
  );
}

export async function pause(isPaused: boolean): Promise<void> {
  await writePause(database, isPaused ? new Date(Date.now() + 3_600_000) : null, 'model');
}

const seasonDates = {
  always: { season_from: null, season_to: null },
  'first day': { season_from: dates[0], season_to: dates[0] },
  'second day': { season_from: dates[1], season_to: dates[1] },
  later: { season_from: addDays(dates[1], 1), season_to: null },
  over: { season_from: null, season_to: addDays(today, -5) },
} as const satisfies Record<Season, object>;

export interface Rules {
  readonly season?: Season;
  readonly cutOff?: CutOff;
}

export async function setRules(product: Product, { season, cutOff }: Rules): Promise<void> {
  const { status } = await change(product, {
    ...(season !== undefined && seasonDates[season]),
    ...(cutOff !== undefined && {
      cut_off: cutOff === null ? null : '00:00',
      cut_off_days: cutOff,
    }),
  });
  expect(status).toBe(200);
}

export async function setSale(product: Product, sale: Sale): Promise<void> {
  const inAnHour = (hours: number) => new Date(Date.now() + hours * 3_600_000).toISOString();
  const sale_opens_at = sale === 'not yet' ? inAnHour(1) : null;
  const sale_closes_at = sale === 'over' ? inAnHour(-1) : null;
  expect((await change(product, { sale_opens_at, sale_closes_at })).status).toBe(200);
}

/** A shelf product has neither a plan nor a capacity. */
export async function limit(
  product: LimitedProduct,
  day: Day,
  units: number,
  model: Pick<Model, 'supply'>,
): Promise<void> {
  if (isShelf(model, product)) return;
  const planned = { productId: productIds[product], date: dates[day], units, reserve: 0 };
  await writePlan(planned);
}

async function writePlan(plan: DatePlan): Promise<void> {
  await inTransaction(
    (transaction) => writeDatePlans(transaction, 'staff:model', [plan]),
    [lockAllocation],
  );
}

export async function supplyBy(kind: ProductKind): Promise<void> {
  const { status, body } = await change(5, { kind });
  const { code, holding } = body as Partial<Problem>;
  expect([status, code]).toEqual(status === 200 ? [200, undefined] : [409, 'supply-in-use']);
  refusedFor = holding?.order_ids ?? [];
  expect(holding?.count ?? 0).toBe(refusedFor.length);
}

/** Sends the product as it is listed, with a change. */
async function change(product: Product, fields: object) {
  const id = productIds[product];
  const listed = (await findCatalogue(database)).find((one) => one.id === id);
  const unsent = {
    id: undefined,
    kind: undefined,
    stock: undefined,
    picture: undefined,
    pools: undefined,
    option_groups: undefined,
  };
  return call(changeProduct, 'PUT /staff/products/{id}', {
    headers: manager.headers,
    pathParameters: { id: String(id) },
    body: { ...listed, ...unsent, ...fields },
  });
}

async function orRefused(change: Promise<unknown>) {
  await change.catch((error: unknown) => {
    if (!(error instanceof DomainError && error.kind === 'conflict')) throw error;
  });
}

/** The content of the database, in terms of the model. */
export async function observe(): Promise<unknown> {
  const [row] = await sql<{ state: object }>(
    `select jsonb_build_object(
       'orders', (select coalesce(jsonb_object_agg(id, status), '{}') from orders),
       'stock', (select jsonb_agg(coalesce(stock, 0) order by id) from products where id = any($1)),
       'explained', (select jsonb_agg((select coalesce(sum(units), 0) from stock_movements m where m.product_id = p.id) order by id)
                     from products p where id = any($1)),
       'slots', (select jsonb_agg(coalesce((select units_taken from pickup_slots where starts_at = s.at), 0) order by s.at)
                 from unnest($2::timestamptz[]) as s (at)),
       'spans', (select jsonb_agg(coalesce((select sum(units_taken) from pickup_spans where starts_at = s.at), 0) order by s.at)
                 from unnest($2::timestamptz[]) as s (at)),
       'taken', (select jsonb_agg(coalesce((select units_taken from baking_days b where b.product_id = p.id and b.date = d.date), 0)
                                  order by p.id, d.date)
                 from unnest($3::integer[]) as p (id), unnest($4::date[]) as d (date)),
       'trays', (select jsonb_agg(coalesce((select units_taken from pool_days where pool_id = $5 and date = d.date), 0)
                                  order by d.date)
                 from unnest($4::date[]) as d (date)),
       'decorations', (select jsonb_agg(coalesce((
                          select units_taken from option_days where option_id = $6 and date = d.date), 0) order by d.date)
                       from unnest($4::date[]) as d (date)),
       'books', (select jsonb_agg(jsonb_build_array(coalesce(b.sold, 0), coalesce(b.wasted, 0)) order by d.date)
                 from unnest($4::date[]) as d (date)
                 left join day_books b on b.product_id = $3[2] and b.date = d.date),
       'days', (select coalesce(jsonb_object_agg(id, pickup_date), '{}') from orders
                where status in ('Processing', 'Completed')),
       'with time to cancel', (select coalesce(jsonb_agg(id order by id), '[]') from orders where cancel_until > now()),
       'wrong claims', (select coalesce(jsonb_agg(what), '[]')
                        from (${figuresUnlikeClaims} union all ${ordersUnlikeClaims}) w),
       'ends', (select coalesce(jsonb_object_agg(id, case when missed_at is null then 'collected' else 'missed' end), '{}')
                from orders where collected_at is not null or missed_at is not null),
       'timelines', (select coalesce(jsonb_object_agg(order_id, steps), '{}') from (
          select order_id, string_agg(from_status || '>' || to_status, ' ' order by id) as steps
          from order_timeline where from_status is not null group by order_id) t)
     ) as state`,
    [
      stocked.map((product) => productIds[product]),
      startsAt,
      productIds.slice(2),
      dates,
      oven,
      decoration,
    ],
  );
  return { ...(row?.state ?? {}), refusedFor };
}

/** The content that the database must have. */
export function expected(model: Model): unknown {
  const { orders } = model;
  const left = stocked.map((product) => leftOnShelf(model, product));
  const inSlots = slots.map((slot) => unitsInSlot(model, slot));
  return {
    orders: Object.fromEntries(orders.map(({ id, status }) => [id, status])),
    ends: Object.fromEntries(orders.flatMap(({ id, end }) => (end === null ? [] : [[id, end]]))),
    timelines: Object.fromEntries(
      orders
        .filter(({ steps }) => steps.length > 0)
        .map(({ id, steps }) => [id, steps.map(({ from, to }) => `${from}>${to}`).join(' ')]),
    ),
    days: Object.fromEntries(
      orders
        .filter(holds)
        .map(({ id, slot }) => [id, slot === null ? null : dates[slot < 2 ? 0 : 1]]),
    ),
    'with time to cancel': orders
      .filter(({ hasTimeToCancel }) => hasTimeToCancel === true)
      .map(({ id }) => id),
    'wrong claims': [],
    books: model.books.map(({ sold, wasted }) => [sold, wasted]),
    stock: left,
    explained: left,
    slots: inSlots,
    spans: inSlots,
    trays: ([0, 1] as const).map((day) => traysOf(model, heldOn(model, day))),
    decorations: ([0, 1] as const).map((day) => decorationsOf(heldOn(model, day))),
    taken: products
      .slice(2)
      .flatMap((product) =>
        ([0, 1] as const).map((day) =>
          isShelf(model, product) ? 0 : unitsOf(heldOn(model, day), product),
        ),
      ),
    refusedFor: model.refusedFor,
  };
}
