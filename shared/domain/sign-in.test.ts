import fc from 'fast-check';
import { DomainError } from './errors.ts';
import {
  refuseEarlySignIn,
  type SignInFailures,
  type SignInSource,
  signInWaitSeconds,
} from './sign-in.ts';

const now = new Date('2026-11-24T08:00:00Z');
const secondsAgo = (seconds: number) => new Date(now.getTime() - 1_000 * seconds);
const none: SignInFailures = { count: 0, latest: null };
const many: SignInFailures = { count: 10_000, latest: now };

const network: SignInSource = { kind: 'network', key: '192.0.2.7' };
const knownDevice: SignInSource = { kind: 'known-device', key: 'hash' };
const nothing = { here: none, source: none, name: none };

test.each([
  ['no failure', nothing, network, 0],
  ['the last free failure', { ...nothing, here: { count: 4, latest: now } }, network, 0],
  ['the first failure with a wait', { ...nothing, here: { count: 5, latest: now } }, network, 2],
  ['the end of the wait', { ...nothing, here: { count: 5, latest: secondsAgo(2) } }, network, 0],
  ['many failures under this name from this network', { ...nothing, here: many }, network, 300],
  ['many failures from this network', { ...nothing, source: many }, network, 300],
  ['many failures under this name', { ...nothing, name: many }, network, 4],
  [
    'many failures from other sources, on a known device',
    { here: none, source: many, name: many },
    knownDevice,
    0,
  ],
  ['many failures on this known device', { ...nothing, here: many }, knownDevice, 300],
  [
    'failures that are dated a day ahead',
    { ...nothing, here: { count: 99, latest: secondsAgo(-86_400) } },
    network,
    300,
  ],
])('returns the wait after %s', (_, failures, source, seconds) => {
  expect(signInWaitSeconds(failures, source, now)).toBe(seconds);
});

test('never waits longer than 300 seconds, for any failures at any time', () => {
  const failures = fc.record({
    count: fc.integer({ min: 0, max: 2_147_483_647 }),
    latest: fc.option(fc.date({ noInvalidDate: true })),
  });
  const source = fc.constantFrom(network, knownDevice);
  fc.assert(
    fc.property(failures, failures, failures, source, (here, ofSource, name, from) => {
      const seconds = signInWaitSeconds({ here, source: ofSource, name }, from, now);
      expect(seconds).toBeGreaterThanOrEqual(0);
      expect(seconds).toBeLessThanOrEqual(300);
    }),
  );
});

test('a refusal says how long to wait', () => {
  expect(() => refuseEarlySignIn(300)).toThrow(
    new DomainError(
      'throttled',
      'too-many-attempts',
      'Too many failed attempts. Try again in 300 s.',
    ),
  );
  expect(() => refuseEarlySignIn(0)).not.toThrow();
});
