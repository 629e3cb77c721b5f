/**
 * Handlers alone, one invocation at a time as on Lambda, beside what PostgreSQL and RabbitMQ have for
 * one customer at a time: our statement by pgbench, and one confirmed message after the other.
 */
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { openSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { connect } from 'amqplib';
import { type Bench, interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import type { Task, TaskOutcome } from '../invoke-handler.ts';
import { settingsOf } from '../ours.ts';
import { measureLimit, orderScript, placementScript } from '../pgbench.ts';
import { type Auditor, openAuditor } from '../verdict.ts';

const program = fileURLToPath(new URL('../invoke-handler.ts', import.meta.url));

export const handlers: Scenario = {
  name: 'handlers',
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours?.books) return [];
    const { databaseUrl } = ours.books;
    const auditor = await openAuditor(ours, ours.books);
    // What is placed here nobody processes meanwhile.
    await ours.stopWorkers();
    const seconds = bench.isQuick ? 3 : 6;
    const measures: Readonly<Record<string, () => Promise<Outcome>>> = {
      'place-order': () =>
        invoke(bench, databaseUrl, {
          bundle: 'place-order',
          route: 'POST /order',
          call: { body: { product_id: 1, quantity: 2 } },
          seconds,
        }),
      'pgbench place-order': async () =>
        perSecond(
          await measureLimit(bench.ground, databaseUrl, {
            script: await placementScript(),
            transactions: bench.isQuick ? 3_000 : 10_000,
          }),
        ),
      confirm: async () => perSecond(await confirmOneByOne(bench.ground.rabbitmqUrl, seconds)),
      'get-order': async () => {
        const [id = 0] = await placeSome(auditor);
        return invoke(bench, databaseUrl, {
          bundle: 'get-order',
          route: 'GET /order/{id}',
          call: { pathParameters: { id: String(id) } },
          seconds,
        });
      },
      'pgbench get-order': async () => {
        const ids = await placeSome(auditor);
        return perSecond(
          await measureLimit(bench.ground, databaseUrl, {
            script: orderScript(ids[0] ?? 0, ids.at(-1) ?? 0),
            transactions: bench.isQuick ? 10_000 : 40_000,
          }),
        );
      },
    };
    const names = Object.keys(measures)
      .filter((name) => bench.hasPgbench || !name.startsWith('pgbench'))
      .map((name) => ({ name }));
    const rounds = bench.isQuick ? 2 : Math.ceil(bench.rounds / 2);
    const readings = await interleave(bench, 'handlers', names, rounds, async (name) => {
      await auditor.clear();
      return measures[name]?.() ?? { void: 'unknown', figures: {} };
    });
    await auditor.clear();
    await auditor.close();
    ours.startWorkers();
    return readings;
  },
};

function placeSome(auditor: Auditor): Promise<number[]> {
  return auditor.place(1_000);
}

/** Lets one of our functions do the same again and again, in a process of its own. @param bundle its name */
export async function invoke(
  bench: Bench,
  databaseUrl: string,
  { bundle: name, ...task }: Task,
): Promise<Outcome> {
  const bundle = join(bench.ground.folder, 'ours/dist/functions', name, 'handler.mjs');
  const { first_ms, per_second } = await invokeBundle(bench, databaseUrl, { ...task, bundle });
  return { figures: { per_second: round1(per_second), first_ms: round1(first_ms) } };
}

/** The same for whatever file the function is in. */
export async function invokeBundle(
  { ground }: Bench,
  databaseUrl: string,
  task: Task,
): Promise<TaskOutcome> {
  const log = openSync(join(ground.folder, 'handlers.log'), 'a');
  const child = fork(program, {
    // On Lambda a function has one connection; messages go to a queue that nobody reads.
    env: {
      ...settingsOf(ground, databaseUrl, 'orders-of-handlers'),
      DATABASE_POOL_MAX: '1',
    },
    stdio: ['ignore', log, log, 'ipc'],
  });
  child.send(task);
  const told = once(child, 'message') as Promise<[TaskOutcome]>;
  const ended = once(child, 'exit').then(() => {
    throw new Error(`${task.route} came to nothing; see ${ground.folder}/handlers.log`);
  });
  const [outcome] = await Promise.race([told, ended]);
  ended.catch(() => undefined);
  return outcome;
}

function perSecond(figure: number): Outcome {
  return { figures: { per_second: round1(figure) } };
}

/** One persistent message after the other into a quorum queue, each confirmed before the next. */
async function confirmOneByOne(url: string, seconds: number): Promise<number> {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  const queue = 'orders-of-one';
  await channel.assertQueue(queue, { durable: true, arguments: { 'x-queue-type': 'quorum' } });
  const content = Buffer.from(JSON.stringify({ order_id: 101, correlation_id: 'b'.repeat(36) }));
  const startedAt = performance.now();
  let count = 0;
  for (; performance.now() - startedAt < 1_000 * seconds; count++) {
    channel.sendToQueue(queue, content, { persistent: true });
    await channel.waitForConfirms();
  }
  const took = performance.now() - startedAt;
  await channel.deleteQueue(queue);
  await connection.close();
  return (1_000 * count) / took;
}
