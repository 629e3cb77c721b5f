import { DomainError } from '../../shared/domain/errors.ts';
import { preflightHeaders } from '../../shared/http/cross-origin.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { MethodNotAllowed } from '../../shared/http/method-not-allowed.ts';
import { findKnownPath } from './find-known-path.ts';

/** Every request that no route matches, and browsers that ask beforehand what they may send. */
export const handler = httpHandler(({ path: address, method, headers }) => {
  const known = findKnownPath(address);
  if (!known) {
    throw new DomainError('not-found', 'unknown-route', 'There is nothing at this address.');
  }
  const { path, methods } = known;
  if (method !== 'OPTIONS') throw new MethodNotAllowed(methods);
  const preflight = preflightHeaders({ path, origin: headers['origin'] }, methods);
  return { status: 204, headers: { allow: methods.join(', '), ...preflight } };
});
