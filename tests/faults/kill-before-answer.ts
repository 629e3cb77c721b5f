/** Kills each part before each answer that the part gets, and brings about rare answers. */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { eventually } from '../support/eventually.ts';
import type { WatchedProcess } from './watched-process.ts';
import type { Arrangement, Role, World } from './world.ts';

/**
 * A role and an answer, "worker: database: commit", or a call, "start: system: rename running.pid".
 *
 * A killed process loses its memory, and other processes see only the messages that it has sent. So kills before each
 * answer leave every state that a kill at any line of its code could leave. `npm start` also changes files and starts
 * programs, without an answer: it is killed after each such call.
 */
export type KillPoint = `${Role}: ${string}`;

/** A situation that does not arise without faults. */
interface Circumstance {
  /** Repeated until the part is dead. */
  bringAbout(world: World): Promise<unknown>;
  end?(world: World): Promise<unknown>;
}

const dueOrders: Circumstance = {
  bringAbout: ({ database }) =>
    database.query(`update orders set relay_at = now() where status = 'Pending'`),
};

const dueOrdersWithoutBroker: Circumstance = {
  async bringAbout(world) {
    world.proxies.broker.refuse(true);
    world.proxies.broker.cut();
    await dueOrders.bringAbout(world);
  },
  end({ proxies }) {
    proxies.broker.heal();
    return Promise.resolve();
  },
};

/** A customer tries to cancel another customer's order. */
const refusedCancellation: Circumstance = {
  async bringAbout({ database, url }) {
    const [order] = await database.query<{ id: number }>('select max(id) as id from orders');
    await fetch(`${url}/order/${order?.id ?? 0}/cancel`, {
      method: 'POST',
      headers: { 'x-order-token': '0'.repeat(32) },
      signal: AbortSignal.timeout(2_000),
    });
  },
};

const ordersThatAlwaysFail: Circumstance = {
  async bringAbout({ database }) {
    await database.query(`
      create or replace function refuse() returns trigger language plpgsql
        as $$ begin raise exception 'this order cannot be written'; end $$`);
    await database.query(`
      create or replace trigger poison before update of status on orders
        for each row when (old.id % 5 = 0) execute function refuse()`);
  },
  end: ({ database }) => database.query('drop trigger if exists poison on orders'),
};

/** A malformed message, and a database that disappears in the middle of a batch. */
const postponedMessages: Circumstance = {
  async bringAbout({ broker, proxies }) {
    await broker.publish(['no order']);
    proxies.database.refuse(true);
    proxies.database.cut();
    await setTimeout(300);
    proxies.database.heal();
  },
};

/** A malformed message, and no queue to postpone it to. */
const noRetryQueue: Circumstance = {
  async bringAbout({ broker }) {
    await broker.loseQueues('.retry-');
    await broker.publish(['no order']);
  },
};

const gracefulEnd = (role: Role): Circumstance => ({
  async bringAbout({ watched }) {
    // Before the process listens to SIGTERM, it cannot stop gracefully.
    await setTimeout(2_000);
    watched[role]?.terminate();
    await watched[role]?.ended();
  },
});

type Circumstances = Readonly<Record<KillPoint, Circumstance>>;

const anywhere: Circumstances = {
  'relay: database: release-claim': dueOrdersWithoutBroker,
  'api: database: rollback': refusedCancellation,
  'worker: database: write-failed-attempt': ordersThatAlwaysFail,
};

const circumstances: Readonly<Record<Arrangement, Circumstances>> = {
  rabbitmq: {
    ...anywhere,
    'relay: broker: basic.ack': dueOrders,
    'worker: broker: basic.ack': postponedMessages,
    'worker: broker: basic.return': noRetryQueue,
    'worker: broker: basic.cancel-ok': gracefulEnd('worker'),
    'worker: broker: channel.close-ok': gracefulEnd('worker'),
    'worker: broker: connection.close-ok': gracefulEnd('worker'),
  },
  sqs: {
    ...anywhere,
    'relay: broker: SendMessageBatch': dueOrders,
    'worker: broker: ChangeMessageVisibilityBatch': postponedMessages,
    'start: system: exit node': gracefulEnd('start'),
    'start: system: exit postgres': gracefulEnd('start'),
  },
};

/**
 * Restarts every part, and waits until the load has caused every answer that occurs without faults.
 * @returns the answers since the restart and the answers of the circumstances, in a constant order
 */
export async function findKillPoints(world: World): Promise<KillPoint[]> {
  const parts = Object.entries(world.watched) as [Role, WatchedProcess][];
  rmSync(callsOf(world), { force: true });
  for (const [, part] of parts) {
    part.answers.clear();
    part.kill();
  }
  await world.untilOpen();
  await eventually(async () => {
    await dueOrders.bringAbout(world);
    const { api, relay } = world.watched;
    const hasRelayed = [...(relay?.answers ?? [])].some((answer) => /basic.ack|Send/.test(answer));
    // One order in ten is cancelled; nothing is rarer without faults.
    const hasCancelled = api?.answers.has('customers: POST /order/N/cancel');
    if (!hasCancelled || !hasRelayed) throw new Error('Nothing was cancelled or sent again.');
  }, 120_000);
  const seen = parts.flatMap(([role, { answers }]) =>
    [...answers].map((answer): KillPoint => `${role}: ${answer}`),
  );
  const calls = readCalls(world).map((call): KillPoint => `start: ${call}`);
  const provoked = Object.keys(circumstances[world.arrangement]) as KillPoint[];
  return [...new Set([...seen, ...calls, ...provoked])].toSorted();
}

/** The part is restarted after this time, because some answers come only to a starting process (milliseconds). */
const restartAfterMs = 2_000;

/** Kills a part before one of its answers. @returns whether the answer came */
export async function killBeforeAnswer(
  world: World,
  point: KillPoint,
  withinMs: number,
): Promise<boolean> {
  const [role, answer] = point.split(/: (.*)/s) as [Role, string];
  const part = world.watched[role];
  if (!part) throw new Error(`There is no ${role} here.`);
  const circumstance =
    circumstances[world.arrangement][point] ?? (role === 'relay' ? dueOrders : undefined);
  const isCall = answer.startsWith('system: ');
  const isKilled = isCall ? killAfterCall(world, part, answer) : part.killBefore(answer);
  const began = Date.now();
  let isRestarted = isCall;
  while (!isKilled() && Date.now() < began + withinMs) {
    if (!isRestarted && Date.now() > began + restartAfterMs) isRestarted = part.kill();
    // If a process ends before that call, the next process gets the same instruction.
    if (isCall) part.setNextLife({ KILL_AFTER: answer });
    if (circumstance) {
      await world.untilOpen();
      await circumstance.bringAbout(world).catch(() => undefined);
    }
    await setTimeout(20);
  }
  part.killBefore(undefined);
  part.setNextLife({});
  await circumstance?.end?.(world);
  return isKilled();
}

function killAfterCall(world: World, part: WatchedProcess, call: string): () => boolean {
  rmSync(callsOf(world), { force: true });
  part.setNextLife({ KILL_AFTER: call });
  part.kill();
  return () => readCalls(world).includes(`killed after ${call}`);
}

/** The file to which system-calls.mjs writes. */
export function callsOf({ folder }: Pick<World, 'folder'>): string {
  return join(folder, 'system-calls.log');
}

function readCalls(world: World): string[] {
  const file = callsOf(world);
  return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
}
