/**
 * One scenario of faults for each mutant; only that scenario reveals the mutant. The real code passes all scenarios.
 */
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import type { Verdict } from './checker.ts';
import { untilReady } from './checkout.ts';
import { killBeforeAnswer } from './kill-before-answer.ts';
import { judge, settle, startDriver, startRace, stockUp, type Supplies } from './trial.ts';
import type { RabbitmqWorld } from './rabbitmq-world.ts';

export interface Outcome {
  /** Milliseconds until every order was decided, or until the time limit. */
  readonly settledAfterMs: number;
  readonly verdict: Verdict;
}

export interface Scenario {
  readonly name: string;
  /** The finding that reveals the mutant. */
  readonly finds: 'duplicated' | 'oversold' | 'unexplained';
  /** @param patienceMs the time limit for deciding all orders after the faults */
  play(world: RabbitmqWorld, patienceMs: number): Promise<Outcome>;
}

/** How many orders a scenario places. */
const orders = 40;

/** A world without earlier orders. */
async function resetWorld(world: RabbitmqWorld): Promise<Supplies> {
  const { database, proxies, api, workers, relay } = world;
  for (const proxy of Object.values(proxies)) proxy.heal();
  for (const part of [api, ...workers, relay]) part.start();
  await forgetOrders(world);
  await database.query('update products set active = false, stock = 0 where stock is not null');
  return stockUp(world);
}

/** Also forgets the supply of a race, which must be sold. A concurrent reader may cause a deadlock: then the statement is repeated. */
async function forgetOrders({ database }: RabbitmqWorld) {
  const tables =
    'order_timeline, order_lines, stock_movements, pickup_slots, pickup_spans, baking_days, pool_days, claims, orders, product_dates, pool_dates';
  for (;;) {
    try {
      await database.query(`truncate ${tables}`);
      return;
    } catch (error) {
      if ((error as { code?: string }).code !== '40P01') throw error;
    }
  }
}

async function stopAll(parts: readonly { stop(): Promise<void> }[]) {
  await Promise.all(parts.map((part) => part.stop()));
}

/** Places orders until each has its response. @returns the journal */
async function placeAll(
  world: RabbitmqWorld,
  supplies: Supplies,
  { lanes = 4, pauseMs = 0 } = {},
): Promise<string> {
  const driver = startDriver(world, supplies, { seed: 1, lanes, orders, pauseMs });
  await driver.finish();
  return driver.journal;
}

async function conclude(
  world: RabbitmqWorld,
  journals: readonly string[],
  patienceMs: number,
  passesTime: boolean,
): Promise<Outcome> {
  const began = performance.now();
  await settle(world, patienceMs, passesTime);
  const settledAfterMs = performance.now() - began;
  return { settledAfterMs, verdict: await judge(world, ...journals) };
}

/** No faults: reveals only the mutants that are wrong from the start. */
export const quietDay: Scenario = {
  name: 'nothing goes wrong',
  finds: 'unexplained',
  async play(world, patienceMs) {
    const supplies = await resetWorld(world);
    const journal = await placeAll(world, supplies);
    return conclude(world, [journal], patienceMs, true);
  },
};

/** In the order of the mutants. */
export const scenarios: readonly Scenario[] = [
  {
    name: 'a worker dies in the middle of a batch, and there is no relay',
    finds: 'unexplained',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      await stopAll([world.relay, world.workers[1]]);
      const dying = killBeforeAnswer(world, 'worker: database: write-decisions', 20_000);
      const journal = await placeAll(world, supplies, { pauseMs: 20 });
      await dying;
      return conclude(world, [journal], patienceMs, false);
    },
  },
  {
    name: 'the broker forgets all messages',
    finds: 'unexplained',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      await stopAll(world.workers);
      const journal = await placeAll(world, supplies);
      await world.broker.forgetMessages();
      for (const worker of world.workers) worker.start();
      return conclude(world, [journal], patienceMs, true);
    },
  },
  {
    name: 'the broker is away while the relay tries, and comes back',
    finds: 'unexplained',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      world.proxies.broker.refuse(true);
      world.proxies.broker.cut();
      const journal = await placeAll(world, supplies);
      for (let time = 0; time < 10; time++) {
        await world.database.query(
          `update orders set relay_at = now() where status = 'Pending' and relay_count = 0`,
        );
        await setTimeout(300);
      }
      world.proxies.broker.heal();
      return conclude(world, [journal], patienceMs, false);
    },
  },
  {
    name: 'the broker is killed with messages, and there is no relay',
    finds: 'unexplained',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      await stopAll([world.api, world.relay, ...world.workers]);
      // Starts a new API, because after the loss of its broker the old API may leave orders to the relay.
      // The first orders wait for a connection and six queues, on a busy machine longer than a second.
      world.api.setNextLife({ QUEUE_SEND_TIMEOUT_MS: '60000' });
      world.api.start();
      await untilReady(`${world.url}/health/ready`, join(world.folder, 'api.log'));
      const journal = await placeAll(world, supplies);
      await world.untilWaiting(orders);
      await world.rabbitmq.kill();
      await world.rabbitmq.start();
      for (const worker of world.workers) worker.start();
      return conclude(world, [journal], patienceMs, false);
    },
  },
  {
    name: 'answers are cut off, and customers ask again',
    finds: 'duplicated',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      const driver = startDriver(world, supplies, { seed: 1, lanes: 4, orders, pauseMs: 0 });
      const finished = driver.finish();
      for (let cuts = 0; cuts < 40; cuts++) {
        world.proxies.api.cutInTheMiddle(10);
        await setTimeout(50);
      }
      world.proxies.api.heal();
      await finished;
      return conclude(world, [driver.journal], patienceMs, true);
    },
  },
  {
    name: 'two workers hand out the same slots at the same time',
    finds: 'oversold',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      await world.database.query('update settings set slot_capacity = 20');
      await stopAll(world.workers);
      const journal = await placeAll(world, {
        ...supplies,
        pickups: supplies.pickups.slice(0, 1),
      });
      world.proxies.database.setLatency(20);
      for (const worker of world.workers) worker.start();
      const outcome = await conclude(world, [journal], patienceMs, true);
      world.proxies.database.heal();
      return outcome;
    },
  },
  quietDay,
  quietDay,
  {
    name: 'orders race for the last units of a pool',
    finds: 'oversold',
    async play(world, patienceMs) {
      const supplies = await resetWorld(world);
      // Orders that wait together pass the check of their placement, which sees the units of decided orders only.
      await stopAll(world.workers);
      const race = await startRace(world, 2);
      const journal = await placeAll(world, supplies);
      await race.finish();
      for (const worker of world.workers) worker.start();
      return conclude(world, [journal, race.journal], patienceMs, true);
    },
  },
];
