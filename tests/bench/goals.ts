/** The goals, as ratios of medians, and the limits beyond which something must be broken. */
import { newRandom } from '../faults/random.ts';
import type { Reading } from './bench.ts';
import { type Ratio, ratioOfMedians } from './statistics.ts';

/** A figure of a contestant in a scenario. */
interface Measured {
  readonly scenario: string;
  readonly contestant: string;
  readonly figure: string;
}

export interface Goal {
  readonly what: string;
  readonly ours: Measured;
  readonly theirs: Measured;
  /** The limits of the ratio. */
  readonly atLeast?: number;
  readonly atMost?: number;
}

export interface Result extends Ratio {
  readonly goal: Goal;
  readonly isReached: boolean;
  /** Whether the goal is inside the interval: other rounds might have reversed the verdict. */
  readonly isNarrow: boolean;
  /** Whether the ratio is too far from the goal for a busy machine to explain it. */
  readonly isFarOff: boolean;
}

function of(scenario: string, figure: string) {
  return (ours: string, theirs: string) => ({
    ours: { scenario, contestant: ours, figure },
    theirs: { scenario, contestant: theirs, figure },
  });
}

const placed = of('orders', 'orders_per_second');
const drained = of('drain', 'orders_per_second');
const invoked = of('handlers', 'per_second');

export const goals: readonly Goal[] = [
  {
    what: 'orders/s, POST to Completed ÷ Fastify with good habits',
    ...placed('ours', 'fastify'),
    atLeast: 2,
  },
  { what: 'the same ÷ hand-tuned Fastify', ...placed('ours', 'tuned'), atLeast: 1 },
  { what: 'the same ÷ NestJS', ...placed('ours', 'nest'), atLeast: 2 },
  { what: 'the same ÷ tutorial style', ...placed('ours', 'flask'), atLeast: 20 },
  {
    what: '`place-order` alone ÷ pgbench of its statement',
    ...invoked('place-order', 'pgbench place-order'),
    atLeast: 0.6,
  },
  {
    what: '`get-order` alone ÷ pgbench of its statement',
    ...invoked('get-order', 'pgbench get-order'),
    atLeast: 0.6,
  },
  {
    what: 'a backlog, orders/s ÷ Fastify with good habits',
    ...drained('ours', 'fastify'),
    atLeast: 10,
  },
  { what: 'the same ÷ hand-tuned Fastify', ...drained('ours', 'tuned'), atLeast: 1 },
  {
    what: 'the same ÷ pgbench of the same batches',
    ...drained('ours', 'pgbench'),
    atLeast: 0.6,
  },
  {
    what: 'p99 from POST to Completed ÷ Fastify with good habits, at half of its maximum',
    ...of('latency', 'p99_completed_ms')('ours', 'fastify'),
    atMost: 0.4,
  },
  {
    what: 'orders per second of processor time ÷ Fastify with good habits',
    ...of('orders', 'orders_per_cpu_second')('ours', 'fastify'),
    atLeast: 2,
  },
  ...['place-order', 'get-order', 'a page of all orders', 'a day on the board'].map((task) => ({
    what: `${task}, an old bakery ÷ a young bakery`,
    ...of('growth', 'per_second')(`${task}, an old bakery`, `${task}, a young bakery`),
    atLeast: 0.9,
  })),
  {
    what: 'place-order, many products ÷ few products',
    ...of('growth', 'per_second')('place-order, many products', 'place-order, few products'),
    atLeast: 0.9,
  },
  ...[
    { scenario: 'orders', what: 'orders/s' },
    { scenario: 'day-orders', what: 'orders/s of daily products and a cake for a chosen slot' },
  ].map(({ scenario, what }) => ({
    what: `${what}, this code ÷ an earlier commit`,
    ...of(scenario, 'orders_per_second')('ours', 'before'),
    atLeast: 0.9,
  })),
  ...[
    { scenario: 'latency', what: 'p99 from POST to Completed' },
    { scenario: 'day-latency', what: 'p99 of daily products and a cake for a chosen slot' },
  ].map(({ scenario, what }) => ({
    what: `${what}, this code ÷ an earlier commit`,
    ...of(scenario, 'p99_completed_ms')('ours', 'before'),
    atMost: 1.1,
  })),
  {
    what: 'p99 from POST to Completed, the last minutes ÷ the first ones',
    ...of('soak', 'p99_completed_ms')('the last minutes', 'the first minutes'),
    atMost: 1.2,
  },
  {
    what: 'memory, the last minutes ÷ the ten before',
    ...of('soak', 'own_memory_mb')('the last minutes', 'the minutes between'),
    atMost: 1.1,
  },
];

/** Factors beyond a goal that noise cannot explain. Tails vary more than rates. */
const farOff = { ofRates: 16, ofTails: 64 };

/** @returns the result of each goal with figures; void rounds are ignored */
export function judgeGoals(readings: readonly Reading[], seed: number): Result[] {
  const random = newRandom(seed);
  return goals.flatMap((goal) => {
    const ours = figuresOf(readings, goal.ours);
    const theirs = figuresOf(readings, goal.theirs);
    if (ours.length === 0 || theirs.length === 0) return [];
    const found = ratioOfMedians(ours, theirs, random);
    const { atLeast = 0, atMost = Infinity } = goal;
    const limit = goal.atLeast ?? atMost;
    return {
      ...found,
      goal,
      isReached: found.ratio >= atLeast && found.ratio <= atMost,
      isNarrow: found.low <= limit && limit <= found.high,
      isFarOff: found.ratio < atLeast / farOff.ofRates || found.ratio > atMost * farOff.ofTails,
    };
  });
}

export function figuresOf(
  readings: readonly Reading[],
  { scenario, contestant, figure }: Measured,
): number[] {
  return readings
    .filter((one) => one.scenario === scenario && one.contestant === contestant)
    .filter((one) => one.void === undefined)
    .flatMap(({ figures }) => figures[figure] ?? []);
}
