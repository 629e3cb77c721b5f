/**
 * `npm run bench -- [--quick] [--seed 1] [--rounds 9] [--scenarios orders,drain] [--only
 * ours,fastify] [--old-orders 1000000] [--report test-output/bench/report.json]`: compares the
 * bakery with its alternatives, and `--before <commit>` with its own code of that commit, in one run, on one PostgreSQL and one RabbitMQ, in alternating
 * rounds. `npm run performance -w docs` renders docs/performance.md from the raw figures. The quick
 * mode fails when a ratio is so far from its goal that a busy machine cannot explain it, or when
 * all rounds of a contestant were void.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, loadavg, totalmem } from 'node:os';
import { dirname } from 'node:path';
import { parseArgs } from 'node:util';
import { newRandom } from '../faults/random.ts';
import { findCommit } from '../support/find-commit.ts';
import type { Bench, Reading, Scenario } from './bench.ts';
import { type Contestant, type StartContestant, Unavailable } from './contestant.ts';
import { judgeGoals } from './goals.ts';
import { startServices } from './shared-services.ts';
import { startNoOp } from './no-op.ts';
import { startBefore, startOurs, startOursLean } from './ours.ts';
import { findPgbench } from './pgbench.ts';
import { startFastify, startFlask, startNest, startTuned } from './peers.ts';
import { cold } from './scenarios/cold.ts';
import { drain } from './scenarios/drain.ts';
import { growth } from './scenarios/growth.ts';
import { handlers } from './scenarios/handlers.ts';
import { dayLatency, latency } from './scenarios/latency.ts';
import { dayOrders, optionOrders, orders } from './scenarios/orders.ts';
import { reads } from './scenarios/reads.ts';
import { soak } from './scenarios/soak.ts';
import { workers } from './scenarios/workers.ts';

/** The result of a run. */
export interface Report {
  readonly at: string;
  /** The commit of the tested code. */
  readonly commit: string;
  readonly machine: {
    readonly cpus: number;
    readonly model: string;
    readonly memory_gb: number;
    /** The machine's load before the run, caused by other processes. */
    readonly load: number;
    /** Versions of the shared programs, by name; missing in older reports. */
    readonly versions?: Readonly<Record<string, string>>;
  };
  readonly seed: number;
  readonly is_quick: boolean;
  /** Contestants that could not be measured, with the programs that they need. */
  readonly not_run: Readonly<Record<string, string>>;
  readonly readings: readonly Reading[];
}

const scenarios: readonly Scenario[] = [
  orders,
  dayOrders,
  optionOrders,
  handlers,
  reads,
  drain,
  workers,
  latency,
  dayLatency,
  cold,
  growth,
  soak,
];

const starts: Readonly<Record<string, StartContestant>> = {
  ours: startOurs,
  lean: startOursLean,
  'no-op': startNoOp,
  fastify: startFastify,
  tuned: startTuned,
  nest: startNest,
  flask: startFlask,
};

const quickly = ['ours', 'no-op', 'fastify'];

const { values } = parseArgs({
  options: {
    quick: { type: 'boolean', default: false },
    seed: { type: 'string', default: '1' },
    rounds: { type: 'string' },
    scenarios: { type: 'string' },
    only: { type: 'string' },
    'old-orders': { type: 'string', default: '1000000' },
    before: { type: 'string' },
    report: { type: 'string', default: 'test-output/bench/report.json' },
  },
});
const say = (line: string) => process.stdout.write(`${line}\n`);
/** The state at the start, even if files change during the run. */
const [at, load, commit] = [new Date().toISOString(), loadavg()[0] ?? 0, await findCommit()];
const chosen = values.only?.split(',') ?? (values.quick ? quickly : Object.keys(starts));
const services = await startServices();
const contestants: Contestant[] = [];
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void tearDown().finally(() => process.exit(1)));
}
const notRun: Record<string, string> = {};
const readings: Reading[] = [];
try {
  for (const [name, start] of Object.entries(starts)) {
    if (chosen.includes(name)) await enter(name, start);
  }
  if (values.before !== undefined) await enter('before', startBefore(values.before));
  const hasPgbench = await isAvailable('pgbench', findPgbench());
  const bench: Omit<Bench, 'rounds'> = {
    hasPgbench,
    services,
    contestants,
    random: newRandom(Number(values.seed)),
    isQuick: values.quick,
    oldOrders: Number(values['old-orders']),
    say,
  };
  const names = values.scenarios?.split(',');
  const isWanted = ({ name, isLong }: Scenario) => names?.includes(name) ?? !isLong;
  const roundsOf = ({ rounds }: Scenario) =>
    values.quick ? rounds.quick : Number(values.rounds ?? rounds.usual);
  for (const scenario of scenarios.filter(isWanted)) {
    const rounds = roundsOf(scenario);
    if (rounds === 0) continue;
    readings.push(...(await scenario.run({ ...bench, rounds }, readings)));
    // Written after each scenario, so that an interrupted run has results.
    await writeReport();
  }
  conclude();
} finally {
  await tearDown();
}

async function tearDown() {
  await Promise.allSettled(contestants.map((one) => one.stop()));
  await services.stop();
}

async function enter(name: string, start: StartContestant) {
  const starting = start(services).then((contestant) => contestants.push(contestant));
  await isAvailable(name, starting);
}

/** Names a contestant that is not available here, and leaves it out. */
async function isAvailable(name: string, starting: Promise<unknown>): Promise<boolean> {
  try {
    await starting;
    return true;
  } catch (error) {
    if (!(error instanceof Unavailable)) throw error;
    notRun[name] = error.message;
    say(`${name} is not run; it needs: ${error.message}`);
    return false;
  }
}

function conclude() {
  const results = judgeGoals(readings, Number(values.seed));
  for (const { goal, ratio, low, high, isReached, isFarOff } of results) {
    const limit = goal.atLeast === undefined ? `≤ ${goal.atMost}` : `≥ ${goal.atLeast}`;
    const verdict = isFarOff ? 'FAR OFF' : isReached ? 'reached' : 'missed';
    const [found, from, to] = [ratio, low, high].map((number) => number.toFixed(2));
    say(`${verdict}: ${goal.what}: ${found} (${from} to ${to}), goal ${limit}`);
  }
  const unmeasured = findUnmeasured();
  for (const name of unmeasured) say(`FAR OFF: ${name}: every round was void`);
  const isBroken = unmeasured.length > 0 || results.some(({ isFarOff }) => isFarOff);
  if (values.quick && isBroken) process.exitCode = 1;
}

/**
 * A void round may be caused by a busy machine: then the contestant is reported, and does not fail
 * the run.
 */
function findUnmeasured(): string[] {
  const nameOf = ({ scenario, contestant }: Reading) => `${scenario}, ${contestant}`;
  const whole = readings.filter((reading) => reading.void === undefined);
  const all = new Set(readings.map(nameOf));
  return [...all.difference(new Set(whole.map(nameOf)))];
}

async function writeReport() {
  const [cpu] = cpus();
  const report: Report = {
    at,
    commit,
    machine: {
      cpus: cpus().length,
      model: cpu?.model ?? 'unknown',
      memory_gb: Math.round(totalmem() / 2 ** 30),
      load: Math.round(load * 10) / 10,
      versions: services.versions,
    },
    seed: Number(values.seed),
    is_quick: values.quick,
    not_run: notRun,
    readings,
  };
  await mkdir(dirname(values.report), { recursive: true });
  await writeFile(values.report, `${JSON.stringify(report, null, 1)}\n`);
}
