/**
 * `npm run test:faults -- [--arrangement sqs] [--seed 1] [--faults 1000] [--minutes 10] [--only
 * words]`: orders are placed continuously while seeded faults happen one after the other, and every
 * part is killed before each answer that it gets. With every 50th
 * fault, clients begin to race for a small supply. At the end nothing may be lost, duplicated, oversold or left over. The run continues until every answer was tried, unless `--some-answers` is given. An
 * answer that does not come fails the run. The arrangement is that of the containers (rabbitmq) or the embedded run
 * (sqs); `--only` selects the faults and answers whose names contain these words.
 */
import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { cpus, totalmem } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { findCommit } from '../support/find-commit.ts';
import type { Verdict } from './checker.ts';
import { faultsOf } from './faults.ts';
import { findKillPoints, killBeforeAnswer } from './kill-before-answer.ts';
import { newRandom } from './random.ts';
import { startRabbitmqWorld } from './rabbitmq-world.ts';
import { startSqsWorld } from './sqs-world.ts';
import {
  type Driver,
  isClean,
  judge,
  restock,
  settle,
  startDriver,
  startRace,
  stockUp,
} from './trial.ts';
import { type Arrangement, arrangements } from './world.ts';

/** The result of a run; its seed allows a replay, as far as scheduling permits. */
export interface Report {
  readonly arrangement: Arrangement;
  readonly seed: number;
  readonly at: string;
  /** The commit of the tested code. */
  readonly commit: string;
  readonly machine: { readonly cpus: number; readonly memory_gb: number };
  readonly faults: number;
  /** How often each fault happened. */
  readonly happened: Readonly<Record<string, number>>;
  /** The answers before which a part was killed. */
  readonly steps: Readonly<Record<string, 'killed' | 'not reached' | 'not tried'>>;
  /** Whether every order was decided at the end. */
  readonly settled: boolean;
  readonly verdict: Verdict;
}

/** A race lasts for a few faults; further races meet others. */
const faultsPerRace = 50;

const { values } = parseArgs({
  options: {
    arrangement: { type: 'string', default: 'rabbitmq' },
    seed: { type: 'string', default: String(Date.now() % 1_000_000) },
    faults: { type: 'string', default: '1000' },
    minutes: { type: 'string', default: '60' },
    only: { type: 'string' },
    'some-answers': { type: 'boolean', default: false },
    report: { type: 'string', default: 'test-output/faults' },
  },
});
const seed = Number(values.seed);
const wantedFaults = Number(values.faults);
const random = newRandom(seed);
const say = (text: string) => process.stdout.write(`${text}\n`);

const arrangement = arrangements.find((name) => name === values.arrangement);
if (!arrangement) throw new Error(`--arrangement is ${arrangements.join(' or ')}`);
say(`${arrangement}, seed ${seed}`);
const startWorld = { rabbitmq: startRabbitmqWorld, sqs: startSqsWorld }[arrangement];
const world = await startWorld();
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => void world.stop().finally(() => process.exit(1)));
}
const happened = new Map<string, number>();
const steps: Record<string, 'killed' | 'not reached' | 'not tried'> = {};
let count = 0;
const chosen = faultsOf(world).filter(({ name }) => name.includes(values.only ?? ''));
if (!world.database.hasSmallDisk) say('Left out, because it requires root: a full disk.');

function note(name: string) {
  count++;
  happened.set(name, (happened.get(name) ?? 0) + 1);
}

try {
  const supplies = await stockUp(world);
  const driver = startDriver(world, supplies, { seed, lanes: 6, pauseMs: 20 });
  while (!existsSync(driver.journal)) await setTimeout(50);
  const toKill = random
    .shuffled(await findKillPoints(world))
    .filter((point) => point.includes(values.only ?? ''));
  for (const point of toKill) steps[point] = 'not tried';
  // The minutes count from here, because the start may take long on a busy machine.
  const deadline = Date.now() + Number(values.minutes) * 60_000;
  const races: Driver[] = [];
  const isEnough = () => count >= wantedFaults && (toKill.length === 0 || values['some-answers']);
  while (!isEnough() && Date.now() < deadline) {
    if (toKill.length + chosen.length === 0) break;
    if (races.length * faultsPerRace <= count) {
      races.push(await startRace(world, seed + 1 + races.length));
    }
    const isAnswersTurn = chosen.length === 0 || count >= wantedFaults || random.happens(0.4);
    const next = isAnswersTurn ? toKill.shift() : undefined;
    if (next) {
      const isKilled = await killBeforeAnswer(world, next, 60_000);
      say(`${count} ${next}${isKilled ? '' : ': not reached'}`);
      steps[next] = isKilled ? 'killed' : 'not reached';
      if (isKilled) note('kill -9 before an answer');
    } else {
      const several = random.happens(0.2)
        ? [random.oneOf(chosen), random.oneOf(chosen)]
        : [random.oneOf(chosen)];
      say(`${count} ${several.map(({ name }) => name).join(' + ')}`);
      // One fault may prevent the other; a prevented fault does not count.
      const ends = await Promise.allSettled(several.map((fault) => fault.happen(random)));
      for (const [index, { name }] of several.entries()) {
        if (ends[index]?.status === 'fulfilled') note(name);
        else say(`  did not happen: ${name}`);
      }
    }
    await restock(world, supplies).catch(() => undefined);
    await setTimeout(random.between(50, 1_500));
    await world.untilOpen();
  }
  for (const proxy of Object.values(world.proxies)) proxy.heal();
  await world.database.start();
  await world.untilOpen();
  say('settling …');
  await Promise.all([driver, ...races].map((one) => one.finish()));
  const isSettled = await settle(world, 60_000, true);
  const verdict = await judge(world, ...[driver, ...races].map(({ journal }) => journal));
  const report: Report = {
    arrangement,
    seed,
    at: new Date().toISOString(),
    commit: await findCommit(),
    machine: { cpus: cpus().length, memory_gb: Math.round(totalmem() / 2 ** 30) },
    faults: count,
    happened: Object.fromEntries([...happened].toSorted(([a], [b]) => a.localeCompare(b))),
    steps,
    settled: isSettled,
    verdict,
  };
  await mkdir(values.report, { recursive: true });
  const file = join(values.report, `${arrangement}-seed-${seed}.json`);
  await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
  say(JSON.stringify(report, null, 2));
  const missing = values['some-answers'] ? ['not reached'] : ['not reached', 'not tried'];
  // An answer that did not come was never tested.
  const isEveryAnswerReached = !Object.values(steps).some((end) => missing.includes(end));
  process.exitCode = isClean(verdict) && isSettled && isEveryAnswerReached ? 0 : 1;
} finally {
  const isGood = process.exitCode === 0;
  if (!isGood) say(`What all parts printed is in ${world.folder}`);
  await world.stop(!isGood);
}
// Leftover connections must not delay the exit.
process.exit();
