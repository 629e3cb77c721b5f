import { newKey } from './new-key.ts';

/**
 * A request that may have arrived but has no definite answer. Until an answer arrives, retries send the same
 * request with the same key, so that the request takes effect once.
 */
export interface Attempt<Request> {
  /** Idempotency key. */
  readonly key: string;
  readonly request: Request;
}

/** The earlier attempt if its request is the same; a new attempt otherwise. */
export function continueAttempt<Request>(
  earlier: Attempt<Request> | null,
  request: Request,
  isSame: (one: Request, other: Request) => boolean = hasSameJson,
  key = newKey(),
): Attempt<Request> {
  return earlier && isSame(earlier.request, request) ? earlier : { key, request };
}

function hasSameJson(one: unknown, other: unknown): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}
