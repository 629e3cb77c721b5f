/**
 * `npm run mutants -w bakery-tests`: tests the checker. The real code must pass every scenario. Each mutant must be
 * detected in its scenario, and pass a run without faults. `-- --only 3,5` tests the third and the fifth.
 */
import { parseArgs } from 'node:util';
import type { Verdict } from './checker.ts';
import { mutants } from './mutants.ts';
import { startRabbitmqWorld } from './rabbitmq-world.ts';
import { quietDay, type Scenario, scenarios } from './scenarios.ts';
import { isClean } from './trial.ts';

/** The time limit for the real code to decide all orders on a slow machine. */
const patienceMs = 30_000;

/** The most attempts to detect a mutant. */
const maxAttempts = 4;

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const pairs = mutants.map((mutant, index) => {
  const scenario = scenarios[index];
  if (!scenario) throw new Error(`There is no scenario for the mutant that ${mutant.name}.`);
  return { mutant, scenario };
});
const wanted = values.only?.split(',');
const chosen = pairs.filter((_, index) => wanted?.includes(String(index + 1)) ?? true);
const say = (text: string) => process.stdout.write(`${text}\n`);
let passed = 0;
let failed = 0;

function report(what: string, isAsItShould: boolean, verdict: Verdict) {
  if (isAsItShould) passed++;
  else failed++;
  say(`${isAsItShould ? 'ok    ' : 'FAILED'} ${what}${wordFindings(verdict)}`);
  if (!isAsItShould) say(JSON.stringify(verdict, null, 2));
}

function wordFindings(verdict: Verdict): string {
  const kinds = Object.entries(verdict) as [string, number | string[]][];
  const found = kinds.flatMap(([kind, of]) =>
    Array.isArray(of) ? [{ kind, count: of.length }] : [],
  );
  const words = found.filter(({ count }) => count > 0).map(({ kind, count }) => `${count} ${kind}`);
  return words.length === 0 ? '' : `: ${words.join(', ')}`;
}

/**
 * On a busy machine two processes may not run at the same time, as a scenario needs. Then the scenario is repeated.
 * The real code has one attempt only.
 */
async function playUntilFound(scenario: Scenario, withinMs: number) {
  for (let day = 1; ; day++) {
    const { verdict } = await scenario.play(world, withinMs);
    const isFound = verdict[scenario.finds].length > 0;
    if (isFound || day === maxAttempts) return { verdict, isFound };
  }
}

const world = await startRabbitmqWorld();
try {
  const patience: number[] = [];
  for (const { scenario } of chosen) {
    const { verdict, settledAfterMs } = await scenario.play(world, patienceMs);
    report(`the real code gets through when ${scenario.name}`, isClean(verdict), verdict);
    // Three times the duration of the real code on this machine.
    patience.push(Math.max(4_000, 3 * settledAfterMs));
  }
  for (const [index, { mutant, scenario }] of chosen.entries()) {
    await world.deploy(mutant);
    if (scenario !== quietDay) {
      // A mutant that does not work at all would be detected by any scenario.
      const { verdict } = await quietDay.play(world, patienceMs);
      const isWorking = verdict.ended.Pending === 0 && verdict.ended.Completed > 0;
      if (!isWorking) report(`on a quiet day, the mutant that ${mutant.name}`, false, verdict);
    }
    const { verdict, isFound } = await playUntilFound(scenario, patience[index] ?? patienceMs);
    report(`found, the mutant that ${mutant.name}`, isFound, verdict);
  }
} finally {
  await world.stop();
}
say(`\n${passed} passed, ${failed} failed`);
process.exit(failed === 0 && passed > 0 ? 0 : 1);
