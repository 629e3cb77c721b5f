import { DomainError } from './errors.ts';

/** Failed attempts to sign in during the last hour. */
export interface SignInFailures {
  readonly count: number;
  readonly latest: Date | null;
}

/** The same failures, counted in three ways. */
export interface CountedFailures {
  /** Under this name from this address. */
  readonly here: SignInFailures;
  /** Under any name from this address. */
  readonly address: SignInFailures;
  /** Under this name from any address. */
  readonly name: SignInFailures;
}

/** Mistakes that cost nothing, and the longest wait after more of them (seconds). */
const limits = {
  here: { free: 5, longest: 300 },
  // Behind one address there may be a whole bakery.
  address: { free: 20, longest: 300 },
  // Many addresses guess at one account; its owner has to get in between them.
  name: { free: 100, longest: 4 },
} as const;

/**
 * How long to wait before another attempt: nothing at first, then 2, 4, 8 … seconds after the latest
 * failure. Somebody else's guesses from elsewhere make an owner wait for seconds at the most.
 */
export function signInWaitSeconds(failures: CountedFailures, now: Date): number {
  return Math.max(
    waitSeconds(failures.here, limits.here, now),
    waitSeconds(failures.address, limits.address, now),
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
  const passed = (now.getTime() - latest.getTime()) / 1000;
  return Math.max(0, Math.ceil(wait - passed));
}

/** @throws DomainError `throttled` when it is too early for another attempt */
export function refuseTooManySignIns(failures: CountedFailures, now: Date): void {
  const seconds = signInWaitSeconds(failures, now);
  if (seconds === 0) return;
  const message = `Too many failed attempts. Try again in ${seconds} s.`;
  throw new DomainError('throttled', 'too-many-attempts', message, { retryAfterSeconds: seconds });
}
