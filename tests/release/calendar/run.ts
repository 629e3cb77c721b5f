/**
 * Runs the date-dependent tests under other clocks, one after the other:
 *
 * npm run test:calendar
 * npm run test:calendar -- --clock sunday --clock leap-day
 * npm run test:calendar -- --clock sunday functions/place-order
 *
 * libfaketime shifts the clock of all processes by the same distance, so API, worker and PostgreSQL
 * agree; `openBrowser` does the same in pages. Timers are not affected.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { run } from '../../support/find-program.ts';
import { installPrograms } from '../../support/install-programs.ts';
import { type Clock, clocks } from './clocks.ts';

/** The date-dependent tests without a browser. */
const everywhere = [
  'shared/domain/',
  'functions/(cancel-order|change-settings|change-special-days|get-bake-sheet|get-bakery)/',
  'functions/(get-dashboard|get-order|housekeep|list-orders|list-pickup-slots|list-products)/',
  'functions/(apply-order-action|place-order|process-order|relay-orders|sign-in)/',
  'tests/release/calendar/',
];

/** The date-dependent tests with a browser. They take longer, so only some clocks run them. */
const withPages = ['tests/e2e/(a-day|board|shop).e2e.ts'];

const root = fileURLToPath(new URL('../../..', import.meta.url));

/** @throws when faketime is missing and cannot be installed */
async function findLibrary(): Promise<string> {
  const [faketime] = await installPrograms([
    { candidates: ['faketime'], debianPackage: 'faketime' },
  ]);
  if (faketime === undefined) throw new Error('This needs faketime. Install it, then try again.');
  // The library for multi-threaded programs.
  return (await run(faketime, ['-m', '-f', '+0', 'printenv', 'LD_PRELOAD'])).stdout.trim();
}

function environmentOf({ at, timeZone }: Clock, library: string): NodeJS.ProcessEnv {
  const seconds = Math.round((Date.parse(at) - Date.now()) / 1_000);
  return {
    ...process.env,
    TZ: timeZone,
    LD_PRELOAD: library,
    FAKETIME: `${seconds < 0 ? '' : '+'}${seconds}`,
    FAKETIME_DONT_FAKE_MONOTONIC: '1',
    NO_FAKE_STAT: '1',
  };
}

/** @throws when a program does not see the clock, because the tests would be meaningless */
async function checkClock({ at }: Clock, env: NodeJS.ProcessEnv) {
  const { stdout } = await run(process.execPath, ['-p', 'Date.now()'], { env });
  if (Math.abs(Number(stdout) - Date.parse(at)) > 60_000) {
    throw new Error(`libfaketime does not shift the clock to ${at}.`);
  }
}

/** @returns whether all tests passed */
async function runTests(clock: Clock, library: string, patterns: readonly string[]) {
  const env = environmentOf(clock, library);
  await checkClock(clock, env);
  const jest = spawn(
    process.execPath,
    [
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...patterns,
    ],
    { cwd: root, env, stdio: 'inherit' },
  );
  const [code] = (await once(jest, 'exit')) as [number | null];
  return code === 0;
}

const { values, positionals } = parseArgs({
  options: { clock: { type: 'string', multiple: true, default: [] } },
  allowPositionals: true,
});
const names = clocks.map(({ name }) => name);
const unknown = values.clock.filter((name) => !names.includes(name));
if (unknown.length > 0) throw new Error(`A clock is one of ${names.join(', ')}, not ${unknown[0]}`);

const library = await findLibrary();
const results: string[] = [];
for (const clock of clocks) {
  if (values.clock.length > 0 && !values.clock.includes(clock.name)) continue;
  const { name, at, timeZone, hasPages } = clock;
  process.stdout.write(`\n── ${name}: ${at}, machine in ${timeZone}\n`);
  const usual = hasPages ? [...everywhere, ...withPages] : everywhere;
  const isGreen = await runTests(clock, library, positionals.length > 0 ? positionals : usual);
  results.push(`${isGreen ? 'ok  ' : 'FAIL'}  ${name}`);
  if (!isGreen) process.exitCode = 1;
}
process.stdout.write(`\n${results.join('\n')}\n`);
