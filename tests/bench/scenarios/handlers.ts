/**
 * Handlers alone, one invocation at a time as on Lambda, compared with PostgreSQL and RabbitMQ for one client: the same
 * statement in pgbench, and sequential confirmed messages.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from 'amqplib';
import { listPickupSlotsResponse } from '../../../shared/contract/pickup-slots.ts';
import { type Bench, interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import type { Task, TaskOutcome } from '../invoke-handler.ts';
import { type Call } from '../../support/call.ts';
import { type Contestant, products } from '../contestant.ts';
import { settingsOf } from '../ours.ts';
import { measureLimit, orderScript, placementScript } from '../pgbench.ts';
import { type Auditor, openAuditor } from '../verdict.ts';

/** A queue without a consumer. */
const queue = 'orders-of-handlers';

const program = fileURLToPath(new URL('../invoke-handler.ts', import.meta.url));

export const handlers: Scenario = {
  name: 'handlers',
  rounds: { usual: 9, quick: 2 },
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours?.store) return [];
    const { databaseUrl } = ours.store;
    const auditor = await openAuditor(ours, ours.store);
    // These orders are not processed while the scenario runs.
    await ours.stopWorkers();
    const seconds = bench.isQuick ? 3 : 6;
    const place = async (calls: readonly Call[]): Promise<Outcome> => {
      const { invocations, ...outcome } = await invoke(bench, databaseUrl, {
        bundle: 'place-order',
        route: 'POST /order',
        calls,
        seconds,
      });
      return { ...outcome, ...(await voidUnless(auditor, invocations)) };
    };
    const ofTheShop = callsOfTheShop(await findSlot(ours));
    const measures: Readonly<Record<string, () => Promise<Outcome>>> = {
      'place-order': () => place(callsForAll(products)),
      'place-order of the shop': () => place(ofTheShop),
      'pgbench place-order': async () => {
        const transactions = bench.isQuick ? 3_000 : 10_000;
        const script = await placementScript();
        const limit = await measureLimit(bench.services, databaseUrl, { script, transactions });
        return { ...perSecond(limit), ...(await voidUnless(auditor, transactions)) };
      },
      confirm: async () => perSecond(await confirmOneByOne(bench.services.rabbitmqUrl, seconds)),
      'get-order': async () => {
        const ids = await placeSome(auditor);
        const { figures } = await invoke(bench, databaseUrl, {
          bundle: 'get-order',
          route: 'GET /order/{id}',
          calls: ids.map((id) => ({ pathParameters: { id: String(id) } })),
          seconds,
        });
        return { figures };
      },
      'pgbench get-order': async () => {
        const ids = await placeSome(auditor);
        return perSecond(
          await measureLimit(bench.services, databaseUrl, {
            script: orderScript(ids[0] ?? 0, ids.at(-1) ?? 0),
            transactions: bench.isQuick ? 10_000 : 40_000,
          }),
        );
      },
    };
    const names = Object.keys(measures)
      .filter((name) => bench.hasPgbench || !name.startsWith('pgbench'))
      .map((name) => ({ name }));
    const readings = await interleave(bench, 'handlers', names, async (name) => {
      await auditor.clear();
      return measures[name]?.() ?? { void: 'unknown', figures: {} };
    });
    await auditor.clear();
    await auditor.close();
    await deleteQueue(bench.services.rabbitmqUrl);
    ours.startWorkers();
    return readings;
  },
};

function placeSome(auditor: Auditor): Promise<number[]> {
  return auditor.place(1_000);
}

/** An order of each product. */
export function callsForAll(kinds: number): Call[] {
  return Array.from({ length: kinds }, (_, n) => ({ body: { product_id: 1 + n, quantity: 2 } }));
}

/** More orders than a round places, so that no idempotency key repeats. */
const mostOfARound = 20_000;

/** Orders as the shop sends them: each with a key, another customer, and a pickup time. */
function callsOfTheShop(pickupAt: string): Call[] {
  return Array.from({ length: mostOfARound }, (_, n) => ({
    headers: { 'idempotency-key': randomUUID() },
    body: {
      product_id: 1 + (n % products),
      quantity: 2,
      customer: { name: 'Customer', email: `customer-${n}@example.com` },
      pickup_at: pickupAt,
    },
  }));
}

/** @returns the start of an open slot within the next days */
async function findSlot({ url }: Contestant): Promise<string> {
  for (let day = 1; day <= 7; day++) {
    const date = new Date(Date.now() + day * 86_400_000).toISOString().slice(0, 10);
    const response = await fetch(url.replace(/order$/, `pickup-slots?date=${date}`));
    const { slots } = listPickupSlotsResponse.parse(await response.json());
    const open = slots.find(({ refusal }) => refusal === null);
    if (open) return open.starts_at;
  }
  throw new Error('There is no open slot within a week.');
}

async function voidUnless(auditor: Auditor, expected: number): Promise<Pick<Outcome, 'void'>> {
  const { rows } = await auditor.progress();
  return rows === expected ? {} : { void: `placed ${expected}, rows ${rows}` };
}

/**
 * Invokes one of the bakery's functions repeatedly, in a separate process.
 * @param bundle the function's name
 */
export async function invoke(
  bench: Bench,
  databaseUrl: string,
  { bundle: name, ...task }: Task,
): Promise<Outcome & Pick<TaskOutcome, 'invocations'>> {
  const bundle = join(bench.services.folder, 'ours/dist/functions', name, 'handler.mjs');
  const { first_ms, per_second, invocations } = await invokeBundle(bench, databaseUrl, {
    ...task,
    bundle,
  });
  return { figures: { per_second: round1(per_second), first_ms: round1(first_ms) }, invocations };
}

/** Invokes the function in a file repeatedly, in a separate process. */
export async function invokeBundle(
  { services }: Bench,
  databaseUrl: string,
  task: Task,
): Promise<TaskOutcome> {
  const log = openSync(join(services.folder, 'handlers.log'), 'a');
  const child = fork(program, {
    // On Lambda a function has one connection.
    env: {
      ...settingsOf(services, databaseUrl, queue),
      DATABASE_POOL_MAX: '1',
    },
    stdio: ['ignore', log, log, 'ipc'],
  });
  child.send(task);
  const result = once(child, 'message') as Promise<[TaskOutcome]>;
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${task.route} has no result; see ${services.folder}/handlers.log`);
  });
  const [outcome] = await Promise.race([result, ended]);
  ended.catch(() => undefined);
  return outcome;
}

/** Deletes the queue, because its messages would slow down all later scenarios. */
async function deleteQueue(url: string) {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.deleteQueue(queue);
  await connection.close();
}

function perSecond(figure: number): Outcome {
  return { figures: { per_second: round1(figure) } };
}

/** Sends persistent messages to a quorum queue, each after the confirmation of the previous one. */
async function confirmOneByOne(url: string, seconds: number): Promise<number> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  const name = 'orders-of-one';
  await channel.assertQueue(name, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  const content = Buffer.from(JSON.stringify({ order_id: 101, correlation_id: 'b'.repeat(36) }));
  const startedAt = performance.now();
  let count = 0;
  for (; performance.now() - startedAt < 1_000 * seconds; count++) {
    channel.sendToQueue(name, content, { persistent: true });
    await channel.waitForConfirms();
  }
  const took = performance.now() - startedAt;
  await channel.deleteQueue(name);
  await connection.close();
  return (1_000 * count) / took;
}
