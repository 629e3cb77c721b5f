/** Orders a second from POST to Completed, and their cost in processor time and memory. */
import pg from 'pg';
import { type Bench, interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import { type Placed, placeOrders } from '../closed-loop.ts';
import type { Contestant } from '../contestant.ts';
import { costsOf, type ProcessCosts } from '../process-costs.ts';
import { median } from '../statistics.ts';
import { type Auditor, openAuditor, type Progress } from '../verdict.ts';
import { forDays, plain, withOptions, type Workload } from '../workload.ts';

const connections = 64;

/** The first rounds load and compile code, and do not show the rate. */
const leastWarmUps = 6;

interface Prepared {
  readonly contestant: Contestant;
  readonly workload: Workload;
  /** Undefined for the contestant that stores no orders. */
  readonly auditor: Auditor | undefined;
  /** Orders of a round. */
  readonly amount: number;
}

export const orders: Scenario = {
  name: 'orders',
  rounds: { usual: 9, quick: 3 },
  run: (bench) => run(bench, 'orders', bench.contestants, plain),
};

/** Orders of daily products and a cake for a chosen slot, by contestants that are bakeries. */
export const dayOrders: Scenario = {
  name: 'day-orders',
  rounds: { usual: 9, quick: 0 },
  isLong: true,
  run: async (bench) => run(bench, 'day-orders', await prepareBakeries(bench), forDays),
};

/** The same orders with a basket of options, beside plain ones of the same contestant. */
export const optionOrders: Scenario = {
  name: 'option-orders',
  rounds: { usual: 9, quick: 0 },
  isLong: true,
  async run(bench) {
    const bakeries = bench.contestants.filter(
      ({ store }) => store?.addOptionProducts !== undefined,
    );
    for (const { store } of bakeries) {
      if (store?.addOptionProducts) await runStatements(store.databaseUrl, store.addOptionProducts);
    }
    return run(bench, 'option-orders', bakeries, withOptions);
  },
};

/** The contestants that are bakeries, with the products of these orders. */
export async function prepareBakeries({ contestants }: Bench): Promise<Contestant[]> {
  const bakeries = contestants.filter(({ store }) => store?.addDayProducts !== undefined);
  for (const { store } of bakeries) {
    if (store?.addDayProducts) await runStatements(store.databaseUrl, store.addDayProducts);
  }
  return bakeries;
}

async function runStatements(connectionString: string, statements: string) {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(statements);
  await client.end();
}

async function run(
  bench: Bench,
  scenario: string,
  contestants: readonly Contestant[],
  workload: Workload,
) {
  const prepared = new Map<string, Prepared>();
  for (const contestant of contestants) {
    prepared.set(contestant.name, await prepare(contestant, workload, bench));
  }
  const readings = await interleave(bench, scenario, contestants, async (name) => {
    const one = prepared.get(name);
    if (!one) throw new Error(`There is no contestant ${name}.`);
    return measure(one, bench);
  });
  for (const { auditor } of prepared.values()) await auditor?.close();
  return readings;
}

/** Warms the contestant up, and determines the number of orders for a round of similar duration. */
async function prepare(
  contestant: Contestant,
  workload: Workload,
  bench: Bench,
): Promise<Prepared> {
  const auditor = contestant.store && (await openAuditor(contestant, contestant.store, workload));
  const perSecond = await warmUp({ contestant, workload, auditor }, bench);
  const amount = toAmount(perSecond * (bench.isQuick ? 3 : 6));
  bench.say(
    `${contestant.name} is warm: about ${Math.round(perSecond)}/s, ${amount} orders a round`,
  );
  return { contestant, workload, auditor, amount };
}

/**
 * Places orders until the rate stops rising. Compilation shares the cores with the load, so contestants with much
 * code need many times as long.
 * @returns orders a second, at the end
 */
async function warmUp(
  { contestant, workload, auditor }: Omit<Prepared, 'amount'>,
  { isQuick }: Bench,
): Promise<number> {
  const rates: number[] = [];
  const until = Date.now() + (isQuick ? 3_000 : 120_000);
  while (rates.length < leastWarmUps || (isGrowing(rates) && Date.now() < until)) {
    await auditor?.clear();
    const amount = toAmount(1.5 * (rates.at(-1) ?? 0));
    const placed = await placeOrders(contestant, amount, connections, workload);
    const progress = await auditor?.untilCompleted(placed.answered);
    rates.push(ordersPerSecond(placed, progress));
  }
  return median(rates.slice(-3));
}

/** Whether one of the last five rates was clearly higher than all before them. */
function isGrowing(rates: readonly number[]): boolean {
  return Math.max(...rates.slice(-5)) > 1.05 * Math.max(...rates.slice(0, -5));
}

async function measure(prepared: Prepared, bench: Bench): Promise<Outcome> {
  const { contestant, workload, auditor, amount } = prepared;
  await auditor?.clear();
  const warm = await placeOrders(contestant, toAmount(amount / 10), connections, workload);
  await auditor?.untilCompleted(warm.answered);
  await auditor?.clear();
  const before = await costsOfAll(contestant, bench);
  const placed = await placeOrders(contestant, amount, connections, workload);
  const progress = await auditor?.untilCompleted(placed.answered);
  const after = await costsOfAll(contestant, bench);
  return judge({ placed, progress, amount, before, after });
}

interface Costs {
  readonly own: ProcessCosts;
  readonly postgres: ProcessCosts;
  readonly rabbitmq: ProcessCosts;
}

async function costsOfAll(contestant: Contestant, { services }: Bench): Promise<Costs> {
  return {
    own: await costsOf(contestant.pids()),
    postgres: await costsOf([services.pids.postgres]),
    rabbitmq: await costsOf([services.pids.rabbitmq]),
  };
}

interface Round {
  readonly placed: Placed;
  readonly progress: Progress | undefined;
  readonly amount: number;
  readonly before: Costs;
  readonly after: Costs;
}

/** A round counts only when all orders were answered, written and completed. */
function judge({ placed, progress, amount, before, after }: Round): Outcome {
  const { answered, failed } = placed;
  const { rows, completed } = progress ?? { rows: answered, completed: answered };
  const isWhole = failed === 0 && [answered, rows, completed].every((count) => count === amount);
  const cpuSeconds = (part: keyof Costs) => after[part].cpuSeconds - before[part].cpuSeconds;
  const cpuMsPerOrder = (part: keyof Costs) => round2((1_000 * cpuSeconds(part)) / completed);
  const allCpuSeconds = cpuSeconds('own') + cpuSeconds('postgres') + cpuSeconds('rabbitmq');
  return {
    ...(!isWhole && {
      void: `asked ${amount}, answered ${answered}, failed ${failed}, rows ${rows}, completed ${completed}`,
    }),
    figures: {
      orders: completed,
      orders_per_second: round1(ordersPerSecond(placed, progress)),
      answers_per_second: round1((1_000 * answered) / (placed.endedAt - placed.startedAt)),
      orders_per_cpu_second: round1(completed / allCpuSeconds),
      own_cpu_ms_per_order: cpuMsPerOrder('own'),
      postgres_cpu_ms_per_order: cpuMsPerOrder('postgres'),
      rabbitmq_cpu_ms_per_order: cpuMsPerOrder('rabbitmq'),
      own_memory_mb: round1(after.own.memoryMb),
    },
  };
}

function round2(number: number): number {
  return Math.round(number * 100) / 100;
}

function ordersPerSecond(placed: Placed, progress: Progress | undefined): number {
  const endedAt = Math.max(placed.endedAt, progress?.lastAt ?? 0);
  return (1_000 * placed.answered) / (endedAt - placed.startedAt);
}

/** Rounds to a multiple of the connections, so that each connection has the same share. */
function toAmount(orders: number): number {
  return Math.max(1, Math.round(orders / connections)) * connections;
}
