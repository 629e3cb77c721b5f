import { DomainError } from '../../shared/domain/errors.ts';
import { preflightHeaders } from '../../shared/http/cross-origin.ts';
import type { HttpRequest } from '../../shared/http/http-request.ts';
import type { HttpResponse } from '../../shared/http/http-response.ts';
import { MethodNotAllowed } from '../../shared/http/method-not-allowed.ts';
import { findKnownPath } from './find-known-path.ts';

/**
 * Answers requests that no route matches, and the preflight requests of browsers.
 * @throws DomainError `not-found` · MethodNotAllowed
 */
export function answerUnknownRoute({ path: address, method, headers }: HttpRequest): HttpResponse {
  const known = findKnownPath(address);
  if (!known) {
    throw new DomainError('not-found', 'unknown-route', 'There is nothing at this address.');
  }
  const { path, methods } = known;
  if (method !== 'OPTIONS') throw new MethodNotAllowed(methods);
  const preflight = preflightHeaders({ path, origin: headers['origin'] }, methods);
  return { status: 204, headers: { allow: methods.join(', '), ...preflight } };
}
