/**
 * `npm run test:faults:mutants`: checks the checker. The real code gets through every scenario, and each
 * mutant is found by its own. `-- --only 3` plays the third alone.
 */
import { parseArgs } from 'node:util';
import { type Mutant, mutants } from './mutants.ts';
import { type RabbitmqWorld, startRabbitmqWorld } from './rabbitmq-world.ts';
import { type Outcome, type Scenario, scenarios } from './scenarios.ts';
import { isClean } from './trial.ts';

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const pairs = mutants.map((mutant, index) => ({ mutant, scenario: scenarios[index] }));
const chosen = values.only === undefined ? pairs : pairs.slice(Number(values.only) - 1).slice(0, 1);
const say = (text: string) => process.stdout.write(`${text}\n`);
let passed = 0;
let failed = 0;

const isGood = ({ isSettled, verdict }: Outcome) => isSettled && isClean(verdict);

function report(what: string, isAsItShould: boolean, outcome: Outcome) {
  if (isAsItShould) passed++;
  else failed++;
  say(`${isAsItShould ? 'ok    ' : 'FAILED'} ${what}`);
  if (!isAsItShould) say(JSON.stringify(outcome, null, 2));
}

async function inWorld(mutant: Mutant | undefined, play: (world: RabbitmqWorld) => Promise<void>) {
  const world = await startRabbitmqWorld({ mutant });
  try {
    await play(world);
  } finally {
    await world.stop();
  }
}

await inWorld(undefined, async (world) => {
  for (const { scenario } of chosen) {
    if (!scenario) throw new Error('Every mutant has its scenario.');
    const outcome = await scenario.play(world);
    report(`the real code gets through: ${scenario.name}`, isGood(outcome), outcome);
  }
});
for (const { mutant, scenario } of chosen as { mutant: Mutant; scenario: Scenario }[]) {
  await inWorld(mutant, async (world) => {
    const outcome = await scenario.play(world);
    report(`found: the mutant that ${mutant.name}`, !isGood(outcome), outcome);
  });
}
say(`\n${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
