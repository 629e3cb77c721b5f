/**
 * Compares random histories of orders with a simple model: after every step the database has the
 * model's state, and every taken unit belongs to an order.
 */
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { canTransition } from '../../../shared/domain/order-status.ts';
import {
  actions,
  cancelled,
  closedOn,
  heated,
  type Model,
  moved,
  newModel,
  planned,
  processed,
  products,
  recorded,
  slots,
  type Step,
  stocked,
} from './history.ts';
import {
  cancel,
  close,
  createWorld,
  deliver,
  expected,
  heat,
  move,
  moveOnShelf,
  observe,
  pause,
  place,
  plan,
  record,
  resetWorld,
} from './world.ts';

const line = fc.record({
  // Product 3 depends on most: plan, reserve, sales and waste.
  product: fc.constantFrom(...products, 3 as const, 3 as const),
  quantity: fc.integer({ min: 1, max: 3 }),
});
const lines = fc.array(line, { minLength: 1, maxLength: 3 });
/** Positions in the list of all orders, modulo its length. */
const picks = fc.array(fc.nat({ max: 30 }), { minLength: 1, maxLength: 8 });
const pick = fc.nat({ max: 30 });
const action = fc.constantFrom(...actions);
const product = fc.constantFrom(0 as const, 1 as const);
const day = fc.constantFrom(0 as const, 1 as const);
const stockMove = fc.record({
  reason: fc.constantFrom('delivery', 'waste', 'count'),
  units: fc.integer({ min: 1, max: 6 }),
});
const dayPlan = fc
  .record({ units: fc.integer({ min: 0, max: 8 }), reserve: fc.integer({ min: 0, max: 2 }) })
  .map(({ units, reserve }) => ({ units, reserve: Math.min(units, reserve) }));

const book = fc.record({
  sold: fc.integer({ min: 0, max: 4 }),
  wasted: fc.integer({ min: 0, max: 2 }),
  isReserveReleased: fc.boolean(),
});

const trays = fc.integer({ min: 0, max: 12 });

/** A command with its weight among all commands. */
function command<Kind extends string, Fields extends object>(
  weight: number,
  kind: Kind,
  fields: { [Field in keyof Fields]: fc.Arbitrary<Fields[Field]> },
) {
  const arbitrary = fc.record<Fields>(fields).map((values) => ({ kind, ...values }));
  return { weight, arbitrary };
}

const commands = fc.oneof(
  command(5, 'place', { lines, slot: fc.constantFrom(...slots, null) }),
  command(1, 'place with an override', { lines, slot: fc.constantFrom(...slots) }),
  command(3, 'process', { picks }),
  command(2, 'process twice at once', { first: picks, second: picks }),
  command(2, 'cancel', { pick }),
  command(1, 'cancel while processing', { pick, picks }),
  command(4, 'move', { pick, action }),
  command(1, 'move while processing', { pick, action, picks }),
  command(1, 'move twice at once', { pick, action, other: action }),
  command(2, 'stock', { product, move: stockMove }),
  command(1, 'stock while processing', { product, move: stockMove, picks }),
  command(2, 'plan', { day, plan: dayPlan }),
  command(1, 'plan while processing', { day, plan: dayPlan, picks }),
  command(3, 'record', { day, book }),
  command(2, 'record while processing', { day, book, picks }),
  command(1, 'heat', { day, trays }),
  command(1, 'heat while processing', { day, trays, picks }),
  command(1, 'close', { day, isClosed: fc.boolean() }),
  command(1, 'close while processing', { day, isClosed: fc.boolean(), picks }),
  command(1, 'pause', { isPaused: fc.boolean() }),
);
type Command = typeof commands extends fc.Arbitrary<infer T> ? T : never;

beforeAll(createWorld);

/** Runs a command in the database and in the model. @returns every state the model may be in now */
async function take(model: Model, next: Command): Promise<Model[]> {
  const pick = (position: number) => model.orders[position % model.orders.length];
  const ids = (positions: readonly number[]) =>
    positions.flatMap((position) => pick(position)?.id ?? []);
  /** A change of the world at the same time as a batch: one comes first. */
  const whileProcessing = async (
    positions: readonly number[],
    change: Promise<unknown>,
    changed: (model: Model) => Model,
  ) => {
    const batch = ids(positions);
    await Promise.all([change, deliver(batch)]);
    return [processed(changed(model), batch), changed(processed(model, batch))];
  };
  switch (next.kind) {
    case 'place':
    case 'place with an override': {
      const isOverridden = next.kind === 'place with an override';
      const order = await place({ ...next, isOverridden }, model);
      return [{ ...model, orders: [...model.orders, ...(order ? [order] : [])] }];
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
    case 'cancel': {
      const order = pick(next.pick);
      if (!order) return [model];
      await cancel(order);
      return [cancelled(model, order.id)];
    }
    case 'cancel while processing': {
      const order = pick(next.pick);
      if (!order) return [model];
      return whileProcessing(next.picks, cancel(order), (one) => cancelled(one, order.id));
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
      return whileProcessing(next.picks, move(order, next.action), (one) =>
        moved(one, order.id, next.action),
      );
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
    case 'stock':
      await moveOnShelf(next.product, next.move);
      return [stocked(model, next.product, next.move)];
    case 'stock while processing':
      return whileProcessing(next.picks, moveOnShelf(next.product, next.move), (one) =>
        stocked(one, next.product, next.move),
      );
    case 'plan':
      await plan(next.day, next.plan);
      return [planned(model, next.day, next.plan)];
    case 'plan while processing':
      return whileProcessing(next.picks, plan(next.day, next.plan), (one) =>
        planned(one, next.day, next.plan),
      );
    case 'record':
      await record(next.day, next.book);
      return [recorded(model, next.day, next.book)];
    case 'record while processing':
      return whileProcessing(next.picks, record(next.day, next.book), (one) =>
        recorded(one, next.day, next.book),
      );
    case 'heat':
      await heat(next.day, next.trays);
      return [heated(model, next.day, next.trays)];
    case 'heat while processing':
      return whileProcessing(next.picks, heat(next.day, next.trays), (one) =>
        heated(one, next.day, next.trays),
      );
    case 'close':
      await close(next.day, next.isClosed);
      return [closedOn(model, next.day, next.isClosed)];
    case 'close while processing':
      return whileProcessing(next.picks, close(next.day, next.isClosed), (one) =>
        closedOn(one, next.day, next.isClosed),
      );
    case 'pause':
      await pause(next.isPaused);
      return [{ ...model, isPaused: next.isPaused }];
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
