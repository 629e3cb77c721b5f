/**
 * Compares random histories of orders with a simple model: after every step the database has the
 * model's state, and every taken unit belongs to an order.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { openOrderQueue } from '../../../shared/queue/sqs.ts';
import { cancelOrder } from '../../../functions/cancel-order/cancel-order.ts';
import { applyOrderAction } from '../../../functions/apply-order-action/apply-order-action.ts';
import { recordStockMovement } from '../../../functions/record-stock-movement/record-stock-movement.ts';
import { processBatch } from '../../../functions/process-order/process-orders.ts';
import { database } from '../../../shared/db/database.ts';
import { insertOrder } from '../../../shared/db/placement.ts';
import { addDays, dateAt, instantAt, weekdayOf } from '../../../shared/domain/calendar.ts';
import { DomainError } from '../../../shared/domain/errors.ts';
import {
  canTransition,
  type Actor,
  type OrderStatus,
} from '../../../shared/domain/order-status.ts';
import type { OrderEnd } from '../../../shared/domain/order-change.ts';
import type { StockMove } from '../../../shared/domain/stock.ts';
import type { OrderQueue } from '../../../shared/queue/order-queue.ts';
import { figuresUnlikeClaims, ordersUnlikeClaims } from '../../support/claims.ts';
import { addProduct, sql } from '../../support/database.ts';

const zone = 'Asia/Kolkata';
const slotCapacity = 6;
const dailyCapacity = 3;
const stock = 8;
/** Far enough ahead that no cut-off and no lead time passes while the test runs. */
const day = addDays(dateAt(new Date(), zone), 3);
/** When orders may be missed. */
const pickupDay = instantAt(day, '13:00', zone);
const slots = ['12:00', '12:30'].map((time) => instantAt(day, time, zone));

/** Two shelf products and a cake. */
let products: readonly [number, number, number];

interface Line {
  /** 0 and 1 are shelf products, 2 is made to order. */
  readonly product: 0 | 1 | 2;
  readonly quantity: number;
}

interface ModelOrder {
  readonly id: number;
  readonly token: string;
  readonly lines: readonly Line[];
  /** Null until the processor has found one. */
  readonly slot: 0 | 1 | null;
  readonly isSlotChosen: boolean;
  readonly status: OrderStatus;
  readonly end: OrderEnd | null;
  /** Its changes since the placement. */
  readonly steps: readonly Step[];
}

interface Step {
  readonly from: OrderStatus;
  readonly to: OrderStatus;
  readonly by: Actor;
}

interface Model {
  readonly orders: readonly ModelOrder[];
  /** Units delivered of each product, less waste and missing units. */
  readonly shelf: readonly [number, number];
}

const holds = ({ status }: ModelOrder) => status === 'Completed' || status === 'Processing';
const units = (orders: readonly ModelOrder[], product: number) =>
  orders
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.product === product ? line.quantity : 0), 0);
const unitsInSlot = (orders: readonly ModelOrder[], slot: number) =>
  orders
    .filter((order) => order.slot === slot)
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + line.quantity, 0);

function withStep(
  order: ModelOrder,
  to: OrderStatus,
  by: Actor,
  end: OrderEnd | null = null,
): ModelOrder {
  const steps = [...order.steps, { from: order.status, to, by }];
  return { ...order, status: to, end, steps };
}

function replaced(model: Model, id: number, change: (order: ModelOrder) => ModelOrder): Model {
  const orders = model.orders.map((order) => (order.id === id ? change(order) : order));
  return { ...model, orders };
}

/** The expected result of processing these orders: one after the other, by number. */
function processed(model: Model, ids: readonly number[]): Model {
  let after = model;
  for (const order of model.orders) {
    if (order.status !== 'Pending' || !ids.includes(order.id)) continue;
    const others = after.orders.filter(holds);
    const fits = (slot: 0 | 1) => {
      const served = [...others, { ...order, slot }];
      return (
        units(served, 0) <= model.shelf[0] &&
        units(served, 1) <= model.shelf[1] &&
        unitsInSlot(served, slot) <= slotCapacity &&
        units(served, 2) <= dailyCapacity
      );
    };
    const possible = order.slot === null ? ([0, 1] as const) : [order.slot];
    const slot = possible.find(fits) ?? null;
    const isToPack = order.isSlotChosen || order.lines.some(({ product }) => product === 2);
    after = replaced(after, order.id, () =>
      slot === null
        ? withStep(order, 'Rejected', 'processor')
        : withStep({ ...order, slot }, isToPack ? 'Processing' : 'Completed', 'processor'),
    );
  }
  return after;
}

function cancelled(model: Model, id: number): Model {
  return replaced(model, id, (order) =>
    isCancellable(order) ? withStep(order, 'Cancelled', 'customer') : order,
  );
}

/** No deadline passes while the test runs. */
function isCancellable({ status, end, steps }: ModelOrder): boolean {
  if (end !== null) return false;
  if (status !== 'Completed') return status === 'Pending' || status === 'Processing';
  const completion = steps.findLast(({ from, to }) => to === 'Completed' && from !== to);
  return completion?.by === 'processor';
}

/** The model's result of a staff action; an impossible action changes nothing. */
function moved(model: Model, id: number, action: Action): Model {
  return replaced(model, id, (order) => {
    const { status, end } = order;
    if (end !== null) return action === 'undo' ? undone(order) : order;
    switch (action) {
      case 'complete':
        return status === 'Processing' ? withStep(order, 'Completed', 'staff') : order;
      case 'collect':
        return collected(order);
      case 'miss':
        return holds(order) ? withStep(order, status, 'staff', 'missed') : order;
      case 'cancel':
        return holds(order) || status === 'Pending' ? withStep(order, 'Cancelled', 'staff') : order;
      case 'undo':
        return undone(order);
    }
  });
}

/** An order that is picked up was ready before. */
function collected(order: ModelOrder): ModelOrder {
  if (!holds(order)) return order;
  const ready = order.status === 'Processing' ? withStep(order, 'Completed', 'staff') : order;
  return withStep(ready, 'Completed', 'staff', 'collected');
}

function undone(order: ModelOrder): ModelOrder {
  const last = order.steps.at(-1);
  if (last?.by !== 'staff') return order;
  return withStep(order, last.to === 'Cancelled' ? 'Pending' : last.from, 'undo');
}

/** The units in stock that no order holds. */
function leftOf({ orders, shelf }: Model, product: 0 | 1): number {
  return shelf[product] - units(orders.filter(holds), product);
}

/** The model's result of a stock movement. */
function stocked(model: Model, product: 0 | 1, { reason, units: entered }: StockMove): Model {
  const left = leftOf(model, product);
  const difference =
    reason === 'delivery'
      ? entered
      : reason === 'count'
        ? entered - left
        : entered <= left
          ? -entered
          : 0;
  const [first, second] = model.shelf;
  return {
    ...model,
    shelf: product === 0 ? [first + difference, second] : [first, second + difference],
  };
}

const line = fc.record({
  product: fc.constantFrom(0 as const, 1 as const, 2 as const),
  quantity: fc.integer({ min: 1, max: 3 }),
});
/** Positions in the list of all orders, modulo its length. */
const picks = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
const actions = ['complete', 'collect', 'miss', 'cancel', 'undo'] as const;
type Action = (typeof actions)[number];
const action = fc.constantFrom(...actions);
const pick = fc.nat({ max: 30 });
const shelfProduct = fc.constantFrom(0 as const, 1 as const);
const stockMove = fc.record({
  reason: fc.constantFrom('delivery', 'waste', 'count'),
  units: fc.integer({ min: 1, max: 6 }),
});
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      slot: fc.constantFrom(0 as const, 1 as const, null),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: fc.constant('process' as const), picks }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('process twice at once' as const),
      first: picks,
      second: picks,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cancel while processing' as const),
      pick,
      picks,
    }),
  },
  { weight: 4, arbitrary: fc.record({ kind: fc.constant('move' as const), pick, action }) },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move while processing' as const),
      pick,
      action,
      picks,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('stock' as const),
      product: shelfProduct,
      move: stockMove,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('stock while processing' as const),
      product: shelfProduct,
      move: stockMove,
      picks,
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('move twice at once' as const),
      pick,
      action,
      other: action,
    }),
  },
);
type Command = typeof command extends fc.Arbitrary<infer T> ? T : never;

const queue: OrderQueue = openOrderQueue();

beforeAll(async () => {
  products = [
    await addProduct({ stock }),
    await addProduct({ stock }),
    await addProduct({ kind: 'made_to_order', daily_capacity: dailyCapacity }),
  ];
  // An order without a chosen time finds one of the two slots of that day.
  const hours = { [weekdayOf(day)]: [{ from: '12:00', to: '13:00' }] };
  await sql(
    'update settings set slot_capacity = $1, days_ahead = 5, cut_off_days = 0, opening_hours = $2',
    [slotCapacity, JSON.stringify(hours)],
  );
});

async function resetWorld() {
  await sql(
    `truncate order_timeline, order_lines, stock_movements, pickup_slots, pickup_spans, baking_days, claims, orders`,
  );
  await sql(`update products set stock = $1 where supply = 'shelf'`, [stock]);
  await sql(`insert into stock_movements (product_id, units, reason, by)
             select id, stock, 'delivery', 'test' from products where stock > 0`);
}

async function place(lines: readonly Line[], slot: 0 | 1 | null): Promise<ModelOrder[]> {
  const outcome = await insertOrder(database, {
    lines: lines.map(({ product, quantity }) => ({ product_id: products[product], quantity })),
    customer: null,
    pickupAt: slot === null ? null : (slots[slot] ?? null),
    correlationId: 'model',
    idempotencyKey: null,
    requestHash: 'model',
  });
  // No unit left: refused at placement.
  if (outcome.kind !== 'placed') return [];
  return [
    {
      id: outcome.order_id,
      token: outcome.token,
      lines,
      slot,
      isSlotChosen: slot !== null,
      status: 'Pending',
      end: null,
      steps: [],
    },
  ];
}

const deliver = (ids: readonly number[]) =>
  processBatch(ids.map((id) => ({ order_id: id, correlation_id: 'model' })));

async function cancel({ id, token }: ModelOrder) {
  await orRefused(cancelOrder(id, token, new Date()));
}

async function move({ id }: ModelOrder, action: Action) {
  const wanted = action === 'cancel' ? { action, reason: 'model' } : { action };
  await orRefused(applyOrderAction(database, queue, id, wanted, 'staff:model', pickupDay));
}

async function moveOnShelf(product: 0 | 1, request: StockMove) {
  const staff = { accountId: 1, name: 'model', role: 'baker', isDemo: false } as const;
  const productId = products[product];
  await orRefused(recordStockMovement(staff, { productId, request, idempotencyKey: undefined }));
}

async function orRefused(change: Promise<unknown>) {
  await change.catch((error: unknown) => {
    if (!(error instanceof DomainError && error.kind === 'conflict')) throw error;
  });
}

/** Runs a command in the database and in the model. @returns every state the model may be in now */
async function take(model: Model, next: Command): Promise<Model[]> {
  const pick = (position: number) => model.orders[position % model.orders.length];
  const ids = (positions: readonly number[]) =>
    positions.flatMap((position) => pick(position)?.id ?? []);
  switch (next.kind) {
    case 'place':
      return [{ ...model, orders: [...model.orders, ...(await place(next.lines, next.slot))] }];
    case 'process':
      await deliver(ids(next.picks));
      return [processed(model, ids(next.picks))];
    case 'process twice at once': {
      const [first, second] = [ids(next.first), ids(next.second)];
      await Promise.all([deliver(first), deliver(second)]);
      return [
        processed(processed(model, first), second),
        processed(processed(model, second), first),
      ];
    }
    case 'cancel': {
      const order = pick(next.pick);
      if (!order) return [model];
      await cancel(order);
      return [cancelled(model, order.id)];
    }
    case 'cancel while processing': {
      const order = pick(next.pick);
      if (!order) return [model];
      const others = ids(next.picks);
      await Promise.all([cancel(order), deliver(others)]);
      return [
        processed(cancelled(model, order.id), others),
        cancelled(processed(model, others), order.id),
      ];
    }
    case 'move': {
      const order = pick(next.pick);
      if (!order) return [model];
      await move(order, next.action);
      return [moved(model, order.id, next.action)];
    }
    case 'move while processing': {
      const order = pick(next.pick);
      if (!order) return [model];
      const others = ids(next.picks);
      await Promise.all([move(order, next.action), deliver(others)]);
      return [
        processed(moved(model, order.id, next.action), others),
        moved(processed(model, others), order.id, next.action),
      ];
    }
    case 'stock':
      await moveOnShelf(next.product, next.move);
      return [stocked(model, next.product, next.move)];
    case 'stock while processing': {
      const others = ids(next.picks);
      await Promise.all([moveOnShelf(next.product, next.move), deliver(others)]);
      return [
        processed(stocked(model, next.product, next.move), others),
        stocked(processed(model, others), next.product, next.move),
      ];
    }
    case 'move twice at once': {
      const order = pick(next.pick);
      if (!order) return [model];
      await Promise.all([move(order, next.action), move(order, next.other)]);
      return [
        moved(moved(model, order.id, next.action), order.id, next.other),
        moved(moved(model, order.id, next.other), order.id, next.action),
      ];
    }
  }
}

/** The content of the database, in terms of the model. */
async function observe() {
  const [row] = await sql<{ state: unknown }>(
    `select jsonb_build_object(
       'orders', (select coalesce(jsonb_object_agg(id, status), '{}') from orders),
       'stock', (select jsonb_agg(stock order by id) from products where id = any($1)),
       'explained', (select jsonb_agg((select sum(units) from stock_movements m where m.product_id = p.id) order by id)
                     from products p where id = any($1)),
       'slots', (select jsonb_agg(coalesce((select units_taken from pickup_slots where starts_at = s.at), 0) order by s.at)
                 from unnest($2::timestamptz[]) as s (at)),
       'spans', (select jsonb_agg(coalesce((select sum(units_taken) from pickup_spans where starts_at = s.at), 0) order by s.at)
                 from unnest($2::timestamptz[]) as s (at)),
       'baked', coalesce((select units_taken from baking_days where product_id = $3 and date = $4), 0),
       'wrong claims', (select coalesce(jsonb_agg(what), '[]')
                        from (${figuresUnlikeClaims} union all ${ordersUnlikeClaims}) w),
       'ends', (select coalesce(jsonb_object_agg(id, case when missed_at is null then 'collected' else 'missed' end), '{}')
                from orders where collected_at is not null or missed_at is not null),
       'timelines', (select coalesce(jsonb_object_agg(order_id, steps), '{}') from (
          select order_id, string_agg(from_status || '>' || to_status, ' ' order by id) as steps
          from order_timeline where from_status is not null group by order_id) t)
     ) as state`,
    [products.slice(0, 2), slots, products[2], day],
  );
  return row?.state;
}

function expected(model: Model) {
  const { orders } = model;
  const held = orders.filter(holds);
  const left = [leftOf(model, 0), leftOf(model, 1)];
  return {
    orders: Object.fromEntries(orders.map(({ id, status }) => [id, status])),
    ends: Object.fromEntries(orders.flatMap(({ id, end }) => (end === null ? [] : [[id, end]]))),
    timelines: Object.fromEntries(
      orders
        .filter(({ steps }) => steps.length > 0)
        .map(({ id, steps }) => [id, steps.map(({ from, to }) => `${from}>${to}`).join(' ')]),
    ),
    'wrong claims': [],
    stock: left,
    explained: left,
    slots: [unitsInSlot(held, 0), unitsInSlot(held, 1)],
    spans: [unitsInSlot(held, 0), unitsInSlot(held, 1)],
    baked: units(held, 2),
  };
}

/** `MODEL_RUNS=5000 npm test -- tests/system/model` tries this number of histories. */
const runs = Number(process.env['MODEL_RUNS'] ?? 100);

const isLegal = ({ from, to, by }: Step) =>
  canTransition(from, to, by) || (from === to && ['Processing', 'Completed'].includes(to));

test(
  'any sequence of commands oversells nothing, loses nothing and does nothing twice',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(command, { minLength: 5, maxLength: 25 }), async (commands) => {
        await resetWorld();
        let model: Model = { orders: [], shelf: [stock, stock] };
        for (const next of commands) {
          const possible = await take(model, next);
          const state = await observe();
          const match = possible.find((one) => isDeepStrictEqual(expected(one), state));
          if (!match) expect(state).toEqual(expected(possible[0] ?? model));
          model = match ?? model;
          expect(model.orders.flatMap(({ steps }) => steps).every(isLegal)).toBe(true);
        }
      }),
      { numRuns: runs },
    );
  },
  120_000 + 200 * runs,
);
