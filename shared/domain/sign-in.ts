import { DomainError } from './errors.ts';

/** Failed attempts to sign in during the last hour. */
export interface SignInFailures {
  readonly count: number;
  readonly latest: Date | null;
}

/** Days without a sign-in after which a device is no longer known. */
export const deviceDays = 180;

/**
 * The source of an attempt. A known device is one on which this account has signed in before, or
 * has an open session: failures from other sources do not slow it down, so that an attacker cannot
 * lock out the owner.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export interface SignInSource {
  readonly kind: 'network' | 'known-device';
  /** The key under which failures are counted: the network, or the hash of the device's secret. */
  readonly key: string;
}

/** Failed sign-ins, counted in three ways. */
export interface CountedFailures {
  /** Under this name from this source. */
  readonly here: SignInFailures;
  /** Under any name from this source. */
  readonly source: SignInFailures;
  /** Under this name from any source. */
  readonly name: SignInFailures;
}

/** The number of failures without a wait, and the longest wait after more failures (seconds). */
const limits = {
  here: { free: 5, longest: 300 },
  // A whole bakery may share one network.
  source: { free: 20, longest: 300 },
  // During an attack from many networks, the owner must still be able to sign in.
  name: { free: 100, longest: 4 },
} as const;

/**
 * The wait before another attempt: none at first, then 2, 4, 8 … seconds after the latest failure,
 * up to 300.
 */
export function signInWaitSeconds(
  failures: CountedFailures,
  { kind }: SignInSource,
  now: Date,
): number {
  const here = waitSeconds(failures.here, limits.here, now);
  if (kind === 'known-device') return here;
  return Math.max(
    here,
    waitSeconds(failures.source, limits.source, now),
    waitSeconds(failures.name, limits.name, now),
  );
}

function waitSeconds(
  { count, latest }: SignInFailures,
  { free, longest }: { readonly free: number; readonly longest: number },
  now: Date,
): number {
  if (count < free || !latest) return 0;
  const wait = Math.min(2 ** (count - free + 1), longest);
  // A wrong clock may have dated a failure in the future.
  const passed = Math.max(0, (now.getTime() - latest.getTime()) / 1000);
  return Math.max(0, Math.ceil(wait - passed));
}

/** @throws DomainError `throttled` when another attempt must wait */
export function refuseEarlySignIn(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  const message = `Too many failed attempts. Try again in ${waitSeconds} s.`;
  throw new DomainError('throttled', 'too-many-attempts', message, {
    retryAfterSeconds: waitSeconds,
  });
}
