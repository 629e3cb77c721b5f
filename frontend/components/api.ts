import type { Problem } from '../../shared/contract/problem.ts';
import { compareClocks } from './clock.ts';
import { newKey } from './new-key.ts';

/**
 * `refused` is definite: the bakery understood and said no. `unanswered` leaves open whether the
 * request was carried out: no connection, no answer in time, or one from somebody in between.
 */
export type Answer<Body> =
  | { readonly kind: 'accepted'; readonly body: Body }
  | { readonly kind: 'refused'; readonly problem: Problem }
  | { readonly kind: 'unanswered'; readonly status?: number };

export interface Request {
  readonly method?: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';
  readonly headers?: Readonly<Record<string, string>>;
  /** Sent as JSON. */
  readonly body?: unknown;
}

const timeoutMs = 10_000;

/** @param path as the API has it, "/products" */
export async function ask<Body>(
  path: string,
  { method = 'GET', headers = {}, body }: Request = {},
): Promise<Answer<Body>> {
  const json =
    body === undefined
      ? undefined
      : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  try {
    const response = await fetch(`/api${path}`, {
      ...json,
      method,
      // Under this one the bakery finds what it did for the request, as far as the worker.
      headers: { 'x-correlation-id': newKey(), ...headers, ...json?.headers },
      signal: AbortSignal.timeout(timeoutMs),
    });
    compareClocks(response.headers.get('date'));
    if (response.status === 204) return { kind: 'accepted', body: undefined as Body };
    if (response.ok) return { kind: 'accepted', body: (await response.json()) as Body };
    if (isPassing(response.status)) return { kind: 'unanswered', status: response.status };
    // A proxy's page of HTML is not the bakery's word: parsing it fails.
    return { kind: 'refused', problem: (await response.json()) as Problem };
  } catch {
    return { kind: 'unanswered' };
  }
}

/** Server errors, timeouts and throttling say "not now", and nothing about the request. */
function isPassing(status: number): boolean {
  return status >= 500 || status === 408 || status === 425 || status === 429;
}
