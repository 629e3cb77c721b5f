/** Kills each part after each of its steps, in circumstances that reach the step. */
import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { type Arrangement, filesOf, type Role, type Step } from './steps.ts';
import type { Supervised } from './supervised-process.ts';
import type { World } from './world.ts';

export interface StepOfRole {
  readonly role: Role;
  readonly step: Step;
}

/** A step that no order takes: a part of its name, and the reason. */
interface Exception {
  readonly arrangement?: Arrangement;
  readonly role?: Role;
  readonly step: string;
  readonly why: string;
}

const notOnTheWay: readonly Exception[] = [
  {
    step: 'shared/batcher.ts settleEach 2',
    why: 'only when the database refuses an order for what is in it, which the contract rules out',
  },
  { step: 'db/settings.ts getBakery', why: 'reads only' },
  { step: 'db/settings.ts getPickupRules', why: 'reads only' },
  { step: 'db/pickup.ts findSlotUsage', why: 'lists slots only' },
  { step: 'db/pickup.ts findPickupNeeds', why: 'lists slots only' },
  { step: 'db/pickup.ts findCapacityLeft', why: 'lists slots only' },
  { step: 'db/settings.ts getSettings', why: 'what staff do' },
  { step: 'db/settings.ts getCurrency', why: 'what staff do' },
  { step: 'db/settings.ts getLocale', why: 'what staff do' },
  { step: 'db/settings.ts getTimeZone', why: 'what staff do' },
  { step: 'db/settings.ts writeSettings', why: 'what staff do' },
  { step: 'correctPhoneCountry 1', why: 'only when the bakery moves to another country' },
  { arrangement: 'rabbitmq', step: 'queue/rabbitmq.ts check', why: 'asks for health only' },
  { arrangement: 'sqs', step: 'queue/sqs.ts check', why: 'asks for health only' },
  {
    arrangement: 'rabbitmq',
    step: ' stop ',
    why: 'a graceful end, which SIGTERM brings about',
  },
  {
    arrangement: 'rabbitmq',
    step: ' close ',
    why: 'a graceful end, which SIGTERM brings about',
  },
  {
    role: 'api',
    step: '.ts send 1 Promise.all',
    why: 'the message of an order is published; `send` serves the relay and staff',
  },
  {
    role: 'relay',
    arrangement: 'sqs',
    step: 'queue/sqs.ts publishInBackground',
    why: 'the relay sends',
  },
  {
    arrangement: 'sqs',
    step: 'untilConsuming',
    why: 'only npm start waits for it, before it opens',
  },
  { step: 'db/database.ts closeDatabase', why: 'a graceful end, which SIGTERM brings about' },
  { role: 'relay', step: 'db/database.ts inTransaction', why: 'the relay has no transaction' },
  { role: 'worker', step: 'rollBack', why: 'the processor refuses nothing' },
  { role: 'start', arrangement: 'sqs', step: 'initialise', why: 'there are no orders yet' },
  { role: 'start', arrangement: 'sqs', step: 'loadDemo ', why: 'there are no orders yet' },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'lastLines',
    why: 'says why PostgreSQL did not start',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'embedded/postgres.ts endServer 2',
    why: 'only when half a minute is too short for PostgreSQL to stop',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'startPostgres 10 stop',
    why: 'only when PostgreSQL does not start',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'startPostgres 13 stop',
    why: 'only when the roles cannot be made',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'runAlone',
    why: 'only when the passwords are lost',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'stopLeftoverPostgres 6',
    why: 'only when a minute is too short for PostgreSQL to stop',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'startLambdaHost 2',
    why: 'only when serverless-offline does not start',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'findPidInTheWay 2',
    why: 'only when the PID file names another process',
  },
  { role: 'start', arrangement: 'sqs', step: 'findRunning', why: 'create-manager asks for it' },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'takeAway 3',
    why: 'only when two starts take the folder at once',
  },
  { role: 'start', arrangement: 'sqs', step: 'resolveExisting 2', why: 'the folder exists' },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'findProgramsForShell',
    why: 'there are no orders yet',
  },
  {
    role: 'start',
    arrangement: 'sqs',
    step: 'findListeningPort',
    why: 'create-manager and backup ask for it',
  },
];

function isExcepted(exception: Exception, { role, step }: StepOfRole): boolean {
  return step.includes(exception.step) && (exception.role ?? role) === role;
}

/** Every step of every part on the path of an order, in the order of the code. */
export function stepsToKill({ arrangement, steps }: World): StepOfRole[] {
  const all = filesOf(arrangement).flatMap(([role, files]) =>
    files.flatMap((file) => (steps.get(file) ?? []).map((step) => ({ role, step }))),
  );
  const exceptions = notOnTheWay.filter(
    (exception) => (exception.arrangement ?? arrangement) === arrangement,
  );
  for (const exception of exceptions) {
    if (!all.some((step) => isExcepted(exception, step))) {
      throw new Error(`There is no step "${exception.step}" any longer.`);
    }
  }
  return all.filter((step) => !exceptions.some((exception) => isExcepted(exception, step)));
}

/** Creates the situation for a step that is not reached without faults. */
interface Circumstance {
  readonly role?: Role;
  /** A part of the names of the steps. */
  readonly steps: readonly string[];
  /** Repeated until the part is dead. */
  bringAbout(world: World): Promise<void>;
  end(world: World): Promise<void>;
}

const circumstances: readonly Circumstance[] = [
  {
    // Orders are due again, and the broker accepts nothing.
    steps: ['relayOrders 3', 'db/relay.ts releaseClaim'],
    async bringAbout(world) {
      world.proxies.broker.refuse(true);
      world.proxies.broker.cut();
      await makeOrdersDue(world);
    },
    end({ proxies }) {
      proxies.broker.heal();
      return Promise.resolve();
    },
  },
  {
    role: 'relay',
    steps: [''],
    bringAbout: makeOrdersDue,
    end: () => Promise.resolve(),
  },
  {
    // A customer tries to cancel another customer's order.
    role: 'api',
    steps: ['rollBack'],
    async bringAbout({ database, url }) {
      const [order] = await database.query<{ id: number }>('select max(id) as id from orders');
      await fetch(`${url}/order/${order?.id ?? 0}/cancel`, {
        method: 'POST',
        headers: { 'x-order-token': '0'.repeat(32) },
        signal: AbortSignal.timeout(2_000),
      });
    },
    end: () => Promise.resolve(),
  },
  {
    // An order that always fails.
    steps: ['recordFailure', 'processOneByOne'],
    async bringAbout({ database }) {
      await database.query(`
        create or replace function refuse() returns trigger language plpgsql
          as $$ begin raise exception 'this order cannot be written'; end $$`);
      await database.query(`
        create or replace trigger poison before update of status on orders
          for each row when (old.id % 5 = 0) execute function refuse()`);
    },
    async end({ database }) {
      await database.query('drop trigger if exists poison on orders');
    },
  },
  {
    // A malformed message, and a database that disappears in the middle of a batch, so that
    // messages are postponed.
    role: 'worker',
    steps: [
      'processBatch 2',
      'storeForRetry',
      'tryAgainLater',
      'rabbitmq-channel.ts publish',
      'withDeadline',
    ],
    async bringAbout({ proxies, broker }) {
      await broker.publish(['no order']);
      proxies.database.refuse(true);
      proxies.database.cut();
      await setTimeout(300);
      proxies.database.heal();
    },
    end({ proxies }) {
      proxies.database.heal();
      return Promise.resolve();
    },
  },
  {
    // A malformed message, and no queue to postpone it to.
    role: 'worker',
    steps: ['requeueLater'],
    async bringAbout({ broker }) {
      await broker.loseQueues('.retry-');
      await broker.publish(['no order']);
    },
    end: () => Promise.resolve(),
  },
  {
    role: 'worker',
    steps: ['sqs-event-source.ts stop'],
    async bringAbout(world) {
      // Before it listens to SIGTERM it cannot stop gracefully.
      await setTimeout(2_000);
      await endGracefully(world.partOf('worker'));
    },
    end: () => Promise.resolve(),
  },
  {
    role: 'start',
    steps: ['shutDown', 'lambda-host.ts stop', 'endServer 1'],
    bringAbout: (world) => endGracefully(world.partOf('start')),
    end: () => Promise.resolve(),
  },
];

async function endGracefully(part: Supervised) {
  part.terminate();
  await part.ended();
}

async function makeOrdersDue({ database }: World) {
  await database.query(`update orders set relay_at = now() where status = 'Pending'`);
}

/**
 * Kills a part after one of its steps: it is started with the step's name, and the load leads it
 * there.
 * @param count at which execution of the step
 * @returns whether the step was reached
 */
export async function killAfterStep(
  world: World,
  { role, step }: StepOfRole,
  count: number,
  withinMs: number,
): Promise<boolean> {
  const record = join(world.folder, `killed-${randomUUID()}`);
  const part = world.partOf(role);
  const circumstance = circumstances.find(
    (one) => (one.role ?? role) === role && one.steps.some((name) => step.includes(name)),
  );
  const order = { KILL_AT_STEP: step, KILL_AT_COUNT: String(count), KILL_RECORD: record };
  part.setNextLife(order);
  part.kill();
  const deadline = Date.now() + withinMs;
  while (!existsSync(record) && Date.now() < deadline) {
    // If a process ends before it reaches the step, the next one gets the same instruction.
    part.setNextLife(order);
    if (circumstance) {
      await world.untilOpen();
      await circumstance.bringAbout(world).catch(() => undefined);
    }
    await setTimeout(20);
  }
  part.setNextLife({});
  await circumstance?.end(world);
  if (existsSync(record)) return true;
  part.kill();
  return false;
}
