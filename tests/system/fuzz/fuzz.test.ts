/** A run of `npm run fuzz -w bakery-tests` with 2,500 requests. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { fuzz, type Report } from './fuzz.ts';
import { settings } from './world.ts';

const seed = 4711;
const cases = 2_500;

let report: Report;
// The timeout is generous, because a busy machine takes many times as long.
beforeAll(async () => {
  Object.assign(process.env, settings);
  report = await fuzz(
    seed,
    Array.from({ length: cases }, (_, index) => index),
  );
}, 600_000);

test('every response and every log line matches the contract', () => {
  expect(report.findings.slice(0, 5)).toEqual([]);
});

test('every route was called, and accepted at least one request as valid', () => {
  // A conflict (409) is decided after all checks of the request, as when new settings affect open orders.
  const refused = [...report.statuses].filter(([, counts]) =>
    [...counts.keys()].every((status) => status >= 400 && status !== 409),
  );
  expect(refused).toEqual([]);
  expect(report.logLines).toBeGreaterThan(100);
});

test('no request changed the prototype of objects', () => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect('polluted' in {}).toBe(false);
});

test('npm run fuzz -w bakery-tests runs the number of cases in --cases', async () => {
  const program = fileURLToPath(new URL('./run.ts', import.meta.url));
  const options = [program, '--cases', '50', '--seed', '7'];
  const { stdout } = await promisify(execFile)(process.execPath, options);
  expect(stdout).toMatch(/^seed 7: 50 cases, .* 0 findings$/m);
});
