/**
 * Random histories of orders, held against a model that is simple enough to believe: after every
 * step the database says what the model says, and everything taken is explained by who has it.
 */
import fc from 'fast-check';
import { cancelOrder } from '../../functions/cancel-order/cancel-order.ts';
import { processBatch } from '../../functions/process-order/process-orders.ts';
import { database } from '../../shared/db/database.ts';
import { insertOrder } from '../../shared/db/orders.ts';
import { addDays, dateAt, instantAt } from '../../shared/domain/calendar.ts';
import { DomainError } from '../../shared/domain/errors.ts';
import { addProduct, sql } from '../support/database.ts';

const zone = 'Asia/Kolkata';
const slotCapacity = 6;
const dailyCapacity = 3;
const stock = 8;
/** Far enough away that no cut-off and no lead time passes while the test runs. */
const day = addDays(dateAt(new Date(), zone), 3);
const slots = ['12:00', '12:30'].map((time) => instantAt(day, time, zone));

/** Two shelf products and a cake. */
let products: readonly [number, number, number];

interface Line {
  /** 0 and 1 are on the shelf, 2 is baked. */
  readonly product: 0 | 1 | 2;
  readonly quantity: number;
}

interface ModelOrder {
  readonly id: number;
  readonly token: string;
  readonly lines: readonly Line[];
  readonly slot: 0 | 1;
  readonly status: string;
}

type Model = readonly ModelOrder[];

const holds = ({ status }: ModelOrder) => status === 'Completed' || status === 'Processing';
const units = (orders: Model, product: number) =>
  orders
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + (line.product === product ? line.quantity : 0), 0);
const unitsInSlot = (orders: Model, slot: number) =>
  orders
    .filter((order) => order.slot === slot)
    .flatMap(({ lines }) => lines)
    .reduce((sum, line) => sum + line.quantity, 0);

/** What a processor makes of these orders: one after the other, by number. */
function processed(model: Model, ids: readonly number[]): Model {
  let orders = model;
  for (const order of model) {
    if (order.status !== 'Pending' || !ids.includes(order.id)) continue;
    const served = [...orders.filter(holds), order];
    const fits =
      units(served, 0) <= stock &&
      units(served, 1) <= stock &&
      unitsInSlot(served, order.slot) <= slotCapacity &&
      units(served, 2) <= dailyCapacity;
    const needsBaking = order.lines.some(({ product }) => product === 2);
    const status = !fits ? 'Rejected' : needsBaking ? 'Processing' : 'Completed';
    orders = orders.map((other) => (other.id === order.id ? { ...other, status } : other));
  }
  return orders;
}

function cancelled(model: Model, id: number): Model {
  return model.map((order) =>
    order.id === id && ['Pending', 'Processing'].includes(order.status)
      ? { ...order, status: 'Cancelled' }
      : order,
  );
}

const line = fc.record({
  product: fc.constantFrom(0 as const, 1 as const, 2 as const),
  quantity: fc.integer({ min: 1, max: 3 }),
});
/** Positions in the list of all orders; beyond its end they wrap around. */
const picks = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
const step = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      kind: fc.constant('place' as const),
      lines: fc.array(line, { minLength: 1, maxLength: 3 }),
      slot: fc.constantFrom(0 as const, 1 as const),
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
    arbitrary: fc.record({ kind: fc.constant('cancel' as const), pick: fc.nat({ max: 30 }) }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('cancel while processing' as const),
      pick: fc.nat({ max: 30 }),
      picks,
    }),
  },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

beforeAll(async () => {
  products = [
    await addProduct({ stock }),
    await addProduct({ stock }),
    await addProduct({ kind: 'made_to_order', daily_capacity: dailyCapacity }),
  ];
  await sql('update settings set slot_capacity = $1', [slotCapacity]);
});

async function beginAnew() {
  await sql(
    `truncate order_timeline, order_lines, stock_movements, pickup_slots, baking_days, orders`,
  );
  await sql(`update products set stock = $1 where kind = 'shelf'`, [stock]);
  await sql(`insert into stock_movements (product_id, units, reason, by)
             select id, stock, 'delivery', 'test' from products where stock > 0`);
}

async function place(lines: readonly Line[], slot: 0 | 1): Promise<ModelOrder[]> {
  const outcome = await insertOrder(database, {
    lines: lines.map(({ product, quantity }) => ({ product_id: products[product], quantity })),
    customer: null,
    pickupAt: slots[slot] ?? null,
    correlationId: 'model',
    idempotencyKey: null,
    requestHash: 'model',
  });
  // Nothing left of a product: refused before there was an order.
  if (outcome.order_id === null) return [];
  return [{ id: outcome.order_id, token: outcome.token ?? '', lines, slot, status: 'Pending' }];
}

const deliver = (ids: readonly number[]) =>
  processBatch(ids.map((id) => ({ order_id: id, correlation_id: 'model' })));

async function cancel({ id, token }: ModelOrder) {
  await cancelOrder(id, token, new Date()).catch((error: unknown) => {
    if (!(error instanceof DomainError && error.code === 'too-late')) throw error;
  });
}

/** Takes a step, in the database and in the model. @returns every state the model may be in now */
async function take(model: Model, next: Step): Promise<Model[]> {
  const pick = (position: number) => model[position % model.length];
  const ids = (positions: readonly number[]) =>
    positions.flatMap((position) => pick(position)?.id ?? []);
  switch (next.kind) {
    case 'place':
      return [[...model, ...(await place(next.lines, next.slot))]];
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
  }
}

/** What the database holds, in the words of the model. */
async function observe() {
  const [row] = await sql<{ state: unknown }>(
    `select jsonb_build_object(
       'orders', (select coalesce(jsonb_object_agg(id, status), '{}') from orders),
       'stock', (select jsonb_agg(stock order by id) from products where id = any($1)),
       'explained', (select jsonb_agg((select sum(units) from stock_movements m where m.product_id = p.id) order by id)
                     from products p where id = any($1)),
       'slots', (select jsonb_agg(coalesce((select units_taken from pickup_slots where starts_at = s.at), 0) order by s.at)
                 from unnest($2::timestamptz[]) as s (at)),
       'baked', coalesce((select units_taken from baking_days where product_id = $3 and date = $4), 0),
       'timelines', (select coalesce(jsonb_object_agg(order_id, steps), '{}') from (
          select order_id, string_agg(coalesce(from_status, '') || '>' || to_status, ' ' order by id) as steps
          from order_timeline group by order_id) t)
     ) as state`,
    [products.slice(0, 2), slots, products[2], day],
  );
  return row?.state;
}

function expected(model: Model) {
  const held = model.filter(holds);
  const left = [stock - units(held, 0), stock - units(held, 1)];
  return {
    orders: Object.fromEntries(model.map(({ id, status }) => [id, status])),
    stock: left,
    explained: left,
    slots: [unitsInSlot(held, 0), unitsInSlot(held, 1)],
    baked: units(held, 2),
  };
}

const legalTimeline =
  /^>Pending( Pending>(Completed|Rejected|Cancelled)| Pending>Processing( Processing>(Completed|Cancelled))?)?$/;

test('whatever happens in whatever order, nothing is oversold, lost or done twice', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      await beginAnew();
      let model: Model = [];
      for (const next of steps) {
        const possible = await take(model, next);
        const { timelines, ...state } = (await observe()) as { timelines: Record<string, string> };
        const match = possible.find(
          (one) => JSON.stringify(sorted(expected(one))) === JSON.stringify(sorted(state)),
        );
        if (!match) expect(state).toEqual(expected(possible[0] ?? []));
        for (const timeline of Object.values(timelines)) expect(timeline).toMatch(legalTimeline);
        model = match ?? model;
      }
    }),
    { numRuns: Number(process.env['MODEL_RUNS'] ?? 150) },
  );
});

function sorted(value: object): unknown {
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b)));
}
