import type { Route } from '../contract/route.ts';
import { database, type Queryable } from '../db/database.ts';
import { findStaffMember } from '../db/staff-sessions.ts';
import { DomainError } from '../domain/errors.ts';
import { mayActAs, type StaffMember, type StaffRole } from '../domain/staff.ts';
import type { HttpRequest } from '../http/http-request.ts';
import { Reply, reply } from '../http/http-response.ts';
import { requireCsrfToken } from '../http/request-forgery.ts';
import { sessionSecretIn } from '../http/session-cookie.ts';
import { csrfTokenOf, hashSessionSecret } from '../security/session-secret.ts';
import {
  type Endpoint,
  type EndpointRequest,
  parseRequest,
  type Respond,
  toEndpoint,
} from './endpoint.ts';

interface Session {
  readonly staff: StaffMember;
  readonly sessionHash: string;
  readonly csrfToken: string;
}

export interface StaffRequest<R extends Route> extends EndpointRequest<R>, Session {
  readonly db: Queryable;
}

/**
 * The Lambda handler of a route for staff. Before parsing, the handler refuses a request without a
 * session, without the route's role, or, for a change, without the session's CSRF token.
 */
export function staffEndpoint<R extends Route & { readonly access: StaffRole }>(
  route: R,
  respond: Respond<R, StaffRequest<R>>,
): Endpoint {
  return toEndpoint(route, async (request) => {
    const session = await requireSession(request, route.access);
    const responding: unknown = respond({
      ...parseRequest(route, request),
      ...session,
      db: database,
    });
    const answer = await responding;
    return answer instanceof Reply ? withPrivateCaching(answer) : answer;
  });
}

async function requireSession(request: HttpRequest, role: StaffRole): Promise<Session> {
  const secret = sessionSecretIn(request);
  const sessionHash = secret === undefined ? '' : hashSessionSecret(secret);
  const staff = secret === undefined ? undefined : await findStaffMember(sessionHash);
  if (secret === undefined || !staff) {
    throw new DomainError('unauthenticated', 'not-signed-in', 'Sign in first.');
  }
  const csrfToken = csrfTokenOf(secret);
  requireCsrfToken(request, csrfToken);
  if (!mayActAs(staff.role, role)) {
    throw new DomainError('forbidden', 'wrong-role', `Only a ${role} may do this.`);
  }
  return { staff, sessionHash, csrfToken };
}

/** Shared caches must not store responses for staff. */
function withPrivateCaching({ response }: Reply): Reply {
  const { headers } = response;
  if (!headers?.['cache-control']) return reply(response);
  return reply({ ...response, headers: { ...headers, 'cache-control': 'private, no-cache' } });
}
