/** The time until an order is completed, at half the maximum rate of Fastify with good habits. */
import {
  type Bench,
  interleave,
  type Outcome,
  type Reading,
  round1,
  type Scenario,
} from '../bench.ts';
import type { Contestant } from '../contestant.ts';
import { placeSteadily } from '../open-loop.ts';
import { median, percentile } from '../statistics.ts';
import { openAuditor } from '../verdict.ts';
import { forDays, plain, type Workload } from '../workload.ts';
import { prepareBakeries } from './orders.ts';

/** Orders a second in a run without the contestant Fastify. */
const usualRate = 200;

export const latency: Scenario = {
  name: 'latency',
  rounds: { usual: 9, quick: 3 },
  async run(bench, earlier) {
    const rate = rateFor(bench, earlier);
    bench.say(`latency: ${rate} orders a second for all`);
    // A contestant that is too slow for the rate has a growing queue, and its latency means
    // nothing.
    const able = bench.contestants.filter(({ store, name }) => store && name !== 'flask');
    return run(bench, 'latency', able, rate, plain);
  },
};

/** The same for orders of daily products and a cake for a chosen slot, by contestants that are bakeries. */
export const dayLatency: Scenario = {
  name: 'day-latency',
  rounds: { usual: 9, quick: 0 },
  isLong: true,
  run: async (bench) => run(bench, 'day-latency', await prepareBakeries(bench), usualRate, forDays),
};

function run(
  bench: Bench,
  scenario: string,
  contestants: readonly Contestant[],
  rate: number,
  workload: Workload,
): Promise<Reading[]> {
  return interleave(bench, scenario, contestants, (name) => {
    const contestant = contestants.find((one) => one.name === name);
    if (!contestant) throw new Error(`There is no contestant ${name}.`);
    return measure(contestant, rate, workload, bench);
  });
}

/** @throws when Fastify is measured, but its maximum rate is unknown */
function rateFor({ contestants }: Bench, earlier: readonly Reading[]): number {
  const found = earlier.filter(
    ({ scenario, contestant, void: reason }) =>
      scenario === 'orders' && contestant === 'fastify' && reason === undefined,
  );
  const rates = found.map(({ figures }) => figures['orders_per_second'] ?? 0);
  if (rates.length > 0) return Math.max(1, Math.round(median(rates) / 2));
  if (contestants.every(({ name }) => name !== 'fastify')) return usualRate;
  throw new Error('latency needs the maximum rate of Fastify: --scenarios orders,latency');
}

async function measure(
  contestant: Contestant,
  rate: number,
  workload: Workload,
  { isQuick }: Bench,
): Promise<Outcome> {
  if (!contestant.store) throw new Error(`${contestant.name} keeps no orders.`);
  const auditor = await openAuditor(contestant, contestant.store, workload);
  await auditor.clear();
  // Warms up the workers, which earlier scenarios with a backlog have restarted.
  const warm = await placeSteadily(contestant.url, rate, isQuick ? 1 : 4, workload);
  await auditor.untilCompleted(warm.length);
  await auditor.clear();
  const sent = await placeSteadily(contestant.url, rate, isQuick ? 4 : 10, workload);
  const { rows, completed } = await auditor.untilCompleted(sent.length);
  const completedAt = await auditor.completions();
  await auditor.close();
  const accepted = sent.flatMap((one) => one.orderId ?? []);
  const isWhole = [accepted.length, rows, completed].every((count) => count === sent.length);
  const toCompleted = sent.map(
    ({ orderId, dueAt }) => (completedAt.get(orderId ?? 0) ?? 0) - dueAt,
  );
  const toAnswer = sent.map(({ answeredAt, dueAt }) => answeredAt - dueAt);
  return {
    ...(!isWhole && {
      void: `sent ${sent.length}, accepted ${accepted.length}, rows ${rows}, completed ${completed}`,
    }),
    figures: {
      orders: completed,
      rate,
      p50_completed_ms: round1(percentile(toCompleted, 50)),
      p99_completed_ms: round1(percentile(toCompleted, 99)),
      p50_answer_ms: round1(percentile(toAnswer, 50)),
      p99_answer_ms: round1(percentile(toAnswer, 99)),
    },
  };
}
