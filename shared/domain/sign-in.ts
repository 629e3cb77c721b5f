import { DomainError } from './errors.ts';

/** Failed attempts to sign in during the last hour, under one name or from one address. */
export interface SignInFailures {
  readonly count: number;
  readonly latest: Date | null;
}

/** Mistakes that cost nothing. Behind one address there may be a whole bakery. */
const free = { name: 5, address: 20 } as const;
const longestWaitSeconds = 300;

/**
 * How long to wait before another attempt: nothing at first, then 2, 4, 8 … seconds after the latest
 * failure, and never so long that somebody else's guesses keep an account's owner out for a day.
 */
export function signInWaitSeconds(
  failures: { readonly name: SignInFailures; readonly address: SignInFailures },
  now: Date,
): number {
  return Math.max(
    waitSeconds(failures.name, free.name, now),
    waitSeconds(failures.address, free.address, now),
  );
}

function waitSeconds({ count, latest }: SignInFailures, allowed: number, now: Date): number {
  if (count < allowed || !latest) return 0;
  const wait = Math.min(2 ** (count - allowed + 1), longestWaitSeconds);
  const passed = (now.getTime() - latest.getTime()) / 1000;
  return Math.max(0, Math.ceil(wait - passed));
}

/** @throws DomainError `throttled` when it is too early for another attempt */
export function refuseTooManySignIns(
  failures: { readonly name: SignInFailures; readonly address: SignInFailures },
  now: Date,
): void {
  const seconds = signInWaitSeconds(failures, now);
  if (seconds === 0) return;
  const message = `Too many failed attempts. Try again in ${seconds} s.`;
  throw new DomainError('throttled', 'too-many-attempts', message, { retryAfterSeconds: seconds });
}
