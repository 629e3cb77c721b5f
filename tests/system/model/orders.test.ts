/**
 * Compares random histories of orders with a simple model: after every step the database has the
 * model's state, and every taken unit belongs to an order.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canTransition } from '../../../shared/domain/order-status.ts';
import { productKinds } from '../../../shared/domain/catalogue.ts';
import {
  actions,
  cancelled,
  counted,
  cutOffAt,
  cutOffs,
  decorated,
  decoratedProducts,
  decorationStates,
  heated,
  hours,
  inSeason,
  limited,
  limitedProducts,
  type Model,
  moved,
  newModel,
  onSale,
  openedAt,
  planned,
  processed,
  products,
  recorded,
  sales,
  seasons,
  slots,
  type Step,
  stocked,
  suppliedBy,
} from './history.ts';
import {
  cancel,
  createWorld,
  decorate,
  deliver,
  expected,
  heat,
  limit,
  move,
  moveOnShelf,
  observe,
  open,
  pause,
  place,
  plan,
  record,
  resetWorld,
  setRules,
  setSale,
  supplyBy,
  type Wish,
} from './world.ts';

const quantity = fc.integer({ min: 1, max: 3 });
const line = fc
  .record({
    // Product 3 depends on most: plan, reserve, sales and waste. The supply of product 5 changes.
    product: fc.constantFrom(...products, 3 as const, 3 as const, 5 as const),
    quantity,
    wantsDecoration: fc.boolean(),
  })
  .map(({ wantsDecoration, ...rest }) => ({
    ...rest,
    isDecorated: wantsDecoration && decoratedProducts.some((one) => one === rest.product),
  }));
const slot = fc.constantFrom(...slots, null);
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
/** Positions in the list of all orders, modulo its length. */
const picks = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
const pick = fc.nat({ max: 30 });
const action = fc.constantFrom(...actions);
/** Products with seasons, sales and cut-offs: one of each supply, because several rules must meet in an order. */
const product = fc.constantFrom(0 as const, 3 as const, 5 as const);
const rule = fc.record({
  season: fc.constantFrom('always', 'first day', 'second day'),
  cutOff: fc.constantFrom(null, null, null, ...cutOffs),
  quantity,
});
const stockedProduct = fc.constantFrom(...stocked);
/** Two lines of one order, each with a season and a cut-off. */
const twoRules = fc
  .record({
    products: fc.shuffledSubarray([0, 3, 5] as const, { minLength: 2, maxLength: 2 }),
    rules: fc.tuple(rule, rule),
  })
  .map(({ products: [first = 0, second = 3], rules }) => [
    { product: first, isDecorated: false, ...rules[0] },
    { product: second, isDecorated: false, ...rules[1] },
  ]);
const day = fc.constantFrom(0 as const, 1 as const);
const stockMove = fc.record({
  reason: fc.constantFrom('delivery', 'waste', 'count'),
  units: fc.integer({ min: 1, max: 6 }),
});
const dayPlan = fc
  .record({ units: fc.integer({ min: 0, max: 8 }), reserve: fc.integer({ min: 0, max: 4 }) })
  .map(({ units, reserve }) => ({ units, reserve: Math.min(units, reserve) }));

const book = fc.record({
  sold: fc.integer({ min: 0, max: 4 }),
  wasted: fc.integer({ min: 0, max: 2 }),
  isReserveReleased: fc.boolean(),
});

const trays = fc.integer({ min: 0, max: 15 });

/** A command with its weight among all commands. */
function command<Kind extends string, Fields extends object>(
  weight: number,
  kind: Kind,
  fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
) {
  const arbitrary = fc.record<Fields>(fields).map((values) => ({ kind, ...values }));
  return { weight, arbitrary };
}

/** The orders of a batch that is processed at the same time as a change. */
const batch = fc.oneof(fc.constant<number[]>([]), picks);

/** A change of the world, and perhaps of one order. */
const changes = [
  command(3, 'cancel', { pick, batch }),
  command(5, 'move', { pick, action, batch }),
  command(3, 'count', { product: stockedProduct, move: stockMove, batch }),
  command(3, 'plan', { day, plan: dayPlan, batch }),
  command(4, 'record', { day, book, batch }),
  command(2, 'heat', { day, trays, batch }),
  command(2, 'open', { day, hours: fc.constantFrom(...hours), batch }),
  command(2, 'season', { product, season: fc.constantFrom('always', ...seasons), batch }),
  command(2, 'cut-off', { product, cutOff: fc.constantFrom(...cutOffs), batch }),
  command(1, 'sale', { product, sale: fc.constantFrom('open', ...sales), batch }),
  command(3, 'supply', { supply: fc.constantFrom(...productKinds), batch }),
  command(3, 'limit', {
    product: fc.constantFrom(...limitedProducts),
    day,
    units: fc.integer({ min: 0, max: 5 }),
    batch,
  }),
  command(3, 'decorate', {
    limit: fc.constantFrom(null, 1, 2, 4),
    state: fc.constantFrom('available', ...decorationStates),
    batch,
  }),
  command(1, 'pause', { isPaused: fc.boolean(), batch }),
] as const;
type Change = (typeof changes)[number]['arbitrary'] extends fc.Arbitrary<infer T> ? T : never;

const commands = fc.oneof(
  command(5, 'place', { lines, slot, by: fc.constantFrom('customer', 'counter') }),
  command(1, 'place', { lines, slot: fc.constantFrom(...slots), by: fc.constant('override') }),
  command(5, 'place under two rules', { rules: twoRules }),
  command(5, 'place with the option', {
    product: fc.constantFrom(...decoratedProducts),
    quantity,
    slot: fc.constantFrom(0 as const, 2 as const, null),
  }),
  command(3, 'process', { picks }),
  command(2, 'process twice at once', { first: picks, second: picks }),
  command(1, 'move twice at once', { pick, action, other: action }),
  ...changes,
);
type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never;

beforeAll(createWorld);

/** Runs a command in the database and in the model. @returns every state the model may be in now */
async function take(model: Model, next: Command): Promise<Model[]> {
  const pick = (position: number) => model.orders[position % model.orders.length];
  const ids = (positions: readonly number[]) =>
    positions.flatMap((position) => pick(position)?.id ?? []);
  switch (next.kind) {
    case 'place':
      return [await withOrder(model, next)];
    case 'place under two rules': {
      let ruled = model;
      for (const { product, season, cutOff } of next.rules) {
        await setRules(product, { season, cutOff });
        ruled = cutOffAt(inSeason(ruled, product, season), product, cutOff);
      }
      return [await withDecided(ruled, { lines: next.rules, slot: null, by: 'counter' })];
    }
    case 'place with the option': {
      const lines = [{ product: next.product, quantity: next.quantity, isDecorated: true }];
      return [await withDecided(model, { lines, slot: next.slot, by: 'customer' })];
    }
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
    case 'move twice at once': {
      const order = pick(next.pick);
      if (!order) return [model];
      await Promise.all([move(order, next.action), move(order, next.other)]);
      return [
        moved(moved(model, order.id, next.action), order.id, next.other),
        moved(moved(model, order.id, next.other), order.id, next.action),
      ];
    }
    default: {
      const { run, toNext } = toChange(model, next);
      const batch = ids(next.batch);
      await Promise.all([run(), deliver(batch)]);
      // The change or the batch comes first.
      return [processed(toNext(model), batch), toNext(processed(model, batch))];
    }
  }
}

async function withOrder(model: Model, wish: Wish): Promise<Model> {
  const order = await place(wish, model);
  return order ? { ...model, orders: [...model.orders, order] } : model;
}

/** Places an order and processes it. */
async function withDecided(model: Model, wish: Wish): Promise<Model> {
  const placed = await withOrder(model, wish);
  const last = placed.orders.slice(-1).map(({ id }) => id);
  await deliver(last);
  return processed(placed, last);
}

/** A change in the database and in the model. */
function toChange(
  model: Model,
  next: Change,
): { readonly run: () => Promise<void>; readonly toNext: (model: Model) => Model } {
  switch (next.kind) {
    case 'cancel':
    case 'move': {
      const order = model.orders[next.pick % model.orders.length];
      if (!order) return { run: () => Promise.resolve(), toNext: (one) => one };
      return next.kind === 'cancel'
        ? { run: () => cancel(order), toNext: (one) => cancelled(one, order.id) }
        : {
            run: () => move(order, next.action),
            toNext: (one) => moved(one, order.id, next.action),
          };
    }
    case 'count':
      return {
        run: () => moveOnShelf(next.product, next.move),
        toNext: (one) => counted(one, next.product, next.move),
      };
    case 'plan':
      return {
        run: () => plan(next.day, next.plan),
        toNext: (one) => planned(one, next.day, next.plan),
      };
    case 'record':
      return {
        run: () => record(next.day, next.book),
        toNext: (one) => recorded(one, next.day, next.book),
      };
    case 'heat':
      return {
        run: () => heat(next.day, next.trays),
        toNext: (one) => heated(one, next.day, next.trays),
      };
    case 'open':
      return {
        run: () => open(next.day, next.hours),
        toNext: (one) => openedAt(one, next.day, next.hours),
      };
    case 'season':
      return {
        run: () => setRules(next.product, next),
        toNext: (one) => inSeason(one, next.product, next.season),
      };
    case 'cut-off':
      return {
        run: () => setRules(next.product, next),
        toNext: (one) => cutOffAt(one, next.product, next.cutOff),
      };
    case 'sale':
      return {
        run: () => setSale(next.product, next.sale),
        toNext: (one) => onSale(one, next.product, next.sale),
      };
    case 'supply':
      return { run: () => supplyBy(next.supply), toNext: (one) => suppliedBy(one, next.supply) };
    case 'limit':
      return {
        run: () => limit(next.product, next.day, next.units, model),
        toNext: (one) => limited(one, next.product, next.day, next.units),
      };
    case 'decorate':
      return {
        run: () => decorate(next.limit, next.state),
        toNext: (one) => decorated(one, next.limit, next.state),
      };
    case 'pause':
      return {
        run: () => pause(next.isPaused),
        toNext: (one) => ({ ...one, isPaused: next.isPaused }),
      };
  }
}

/** `MODEL_RUNS=5000 npm test -- tests/system/model` tries this number of histories. */
const runs = Number(process.env['MODEL_RUNS'] ?? 100);

const isLegal = ({ from, to, by }: Step) =>
  canTransition(from, to, by) || (from === to && ['Processing', 'Completed'].includes(to));

test(
  'any sequence of commands oversells nothing, loses nothing and does nothing twice',
  async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(commands, { minLength: 5, maxLength: 25 }), async (history) => {
        await resetWorld();
        let model: Model = newModel;
        for (const next of history) {
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
