/** Five thousand of the requests of which `npm run fuzz -w tests` makes as many as one likes. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fuzz, type Report } from './fuzz.ts';
import { settings } from './world.ts';

const seed = 4711;
const cases = 5_000;

let report: Report;
// Ten seconds on a machine that has nothing else to do, and many times as long on a busy one.
beforeAll(async () => {
  Object.assign(process.env, settings);
  report = await fuzz(
    seed,
    Array.from({ length: cases }, (_, index) => index),
  );
}, 600_000);

test('whatever is sent, the answer is one that the contract promises, and so is the log', () => {
  expect(report.findings.slice(0, 5)).toEqual([]);
});

test('every route was asked, and gave what was asked for at least once', () => {
  const refused = [...report.statuses].filter(([, counts]) =>
    [...counts.keys()].every((status) => status >= 400),
  );
  expect(refused).toEqual([]);
  expect(report.logLines).toBeGreaterThan(100);
});

test('no object has got a property from a request', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});

test('npm run fuzz -w tests makes as many of them as one likes', async () => {
  const program = fileURLToPath(new URL('./run.ts', import.meta.url));
  const options = [program, '--cases', '50', '--seed', '7'];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  expect(stdout).toMatch(/^seed 7: 50 cases, .* 0 findings$/m);
});
