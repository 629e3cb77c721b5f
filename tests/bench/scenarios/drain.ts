/** Orders a second while a backlog is processed, and the same batches in the database alone. */
import { connect } from 'amqplib';
import { type Bench, interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import type { Contestant } from '../contestant.ts';
import { batchScript, measureLimit, recordBatch } from '../pgbench.ts';
import { openAuditor } from '../verdict.ts';

/** Sizes of the backlogs, which all contestants process in about the same time. */
const backlogs: Readonly<Record<string, number>> = {
  ours: 100_000,
  before: 100_000,
  pgbench: 100_000,
  tuned: 400_000,
  fastify: 20_000,
  nest: 20_000,
  flask: 1_000,
};
/** The default of the worker (shared/config.ts). */
const batch = 250;

export const drain: Scenario = {
  name: 'drain',
  rounds: { usual: 9, quick: 2 },
  run(bench) {
    // The lean host has the bakery's worker, so its rate would be the same.
    const withStore = bench.contestants.filter(({ store, name }) => store && name !== 'lean');
    const ours = withStore.find(({ name }) => name === 'ours');
    const hasLimit = ours && bench.hasPgbench;
    const names = [...withStore, ...(hasLimit ? [{ name: 'pgbench' }] : [])];
    return interleave(bench, 'drain', names, (name) => {
      const backlog = (backlogs[name] ?? 0) / (bench.isQuick ? 10 : 1);
      const contestant = withStore.find((one) => one.name === name);
      if (contestant) return workOff(contestant, backlog, bench);
      if (!ours) throw new Error(`There is no contestant ${name}.`);
      return workOffByPgbench(ours, backlog, bench);
    });
  },
};

/** @param workers default 1 */
export async function workOff(
  contestant: Contestant,
  backlog: number,
  bench: Bench,
  workers = 1,
): Promise<Outcome> {
  const { store } = contestant;
  if (!store) throw new Error(`${contestant.name} keeps no orders.`);
  const auditor = await openAuditor(contestant, store);
  await contestant.stopWorkers();
  await auditor.clear();
  await sendAll(bench.services.rabbitmqUrl, contestant, await auditor.place(backlog));
  await bench.services.checkpoint();
  contestant.startWorkers(workers);
  const { rows, completed, firstAt, lastAt, withFirst } = await auditor.untilCompleted(backlog);
  await auditor.close();
  return {
    ...voidUnless(backlog, rows, completed),
    // The rate excludes the start of the process, and therefore the first orders.
    figures: {
      orders: completed,
      orders_per_second: round1((1_000 * (rows - withFirst)) / (lastAt - firstAt)),
    },
  };
}

async function sendAll(url: string, { queue, toMessage }: Contestant, ids: readonly number[]) {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  const mostUnconfirmed = 500;
  for (const [index, id] of ids.entries()) {
    channel.sendToQueue(queue, Buffer.from(JSON.stringify(toMessage(id))), { persistent: true });
    if (index % mostUnconfirmed === 0) await channel.waitForConfirms();
  }
  await channel.waitForConfirms();
  await connection.close();
}

async function workOffByPgbench(ours: Contestant, backlog: number, bench: Bench): Promise<Outcome> {
  const { store } = ours;
  if (!store) throw new Error('Ours keeps no orders.');
  const auditor = await openAuditor(ours, store);
  await ours.stopWorkers();
  await auditor.clear();
  const ids = await auditor.place(backlog);
  const statements = await recordBatch(store.databaseUrl, ids.slice(0, batch));
  await bench.services.checkpoint();
  const perSecond = await measureLimit(bench.services, store.databaseUrl, {
    script: batchScript(statements, batch),
    transactions: backlog / batch - 1,
    variables: { base: ids[0] ?? 0 },
  });
  const { rows, completed } = await auditor.progress();
  await auditor.close();
  ours.startWorkers();
  return {
    ...voidUnless(backlog, rows, completed),
    figures: { orders: completed, orders_per_second: round1(batch * perSecond) },
  };
}

function voidUnless(backlog: number, rows: number, completed: number): Pick<Outcome, 'void'> {
  if (rows === backlog && completed === backlog) return {};
  return { void: `placed ${backlog}, rows ${rows}, completed ${completed}` };
}
