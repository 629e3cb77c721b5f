import { DomainError } from './errors.ts';

/** Failed attempts to sign in during the last hour. */
export interface SignInFailures {
  readonly count: number;
  readonly latest: Date | null;
}

/** Days without a sign-in after which a device is no longer known. */
export const deviceDays = 180;

/**
 * Where an attempt comes from. A known device is one on which this account has signed in before, or
 * an open session of it: failures from elsewhere do not slow it down, so that an attacker cannot
 * keep the owner out.
 * https://owasp.org/www-community/Slow_Down_Online_Guessing_Attacks_with_Device_Cookies
 */
export interface SignInSource {
  readonly kind: 'network' | 'known-device';
  /** What failures are counted under: the network, or the hash of the device's secret. */
  readonly key: string;
}

/** The same failures, counted in three ways. */
export interface CountedFailures {
  /** Under this name from this source. */
  readonly here: SignInFailures;
  /** Under any name from this source. */
  readonly source: SignInFailures;
  /** Under this name from any source. */
  readonly name: SignInFailures;
}

/** Mistakes that cost nothing, and the longest wait after more of them (seconds). */
const limits = {
  here: { free: 5, longest: 300 },
  // Behind one network there may be a whole bakery.
  source: { free: 20, longest: 300 },
  // Many networks guess at one account; its owner has to get in between them.
  name: { free: 100, longest: 4 },
} as const;

/**
 * How long to wait before another attempt: nothing at first, then 2, 4, 8 … seconds after the latest
 * failure, and never more than 300.
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
  // A clock that was wrong may have dated a failure in the future.
  const passed = Math.max(0, (now.getTime() - latest.getTime()) / 1000);
  return Math.max(0, Math.ceil(wait - passed));
}

/** @throws DomainError `throttled` when there are seconds to wait before another attempt */
export function refuseEarlySignIn(waitSeconds: number): void {
  if (waitSeconds === 0) return;
  const message = `Too many failed attempts. Try again in ${waitSeconds} s.`;
  throw new DomainError('throttled', 'too-many-attempts', message, {
    retryAfterSeconds: waitSeconds,
  });
}
