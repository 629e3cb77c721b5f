import { DomainError } from '../domain/errors.ts';
import { mayActAs, type StaffMember, type StaffRole } from '../domain/staff.ts';
import { csrfTokenOf, hashSessionSecret, isSameText } from '../security/session-secret.ts';
import {
  httpHandler,
  type HttpOptions,
  type HttpRequest,
  type HttpResponse,
} from './http-handler.ts';
import { sessionSecretIn } from './session-cookie.ts';

/** Who is behind a session that is still open; undefined when it is not. */
export type FindStaffMember = (sessionHash: string) => Promise<StaffMember | undefined>;

export interface StaffRequest extends HttpRequest {
  readonly staff: StaffMember;
  readonly sessionHash: string;
  readonly csrfToken: string;
}

/**
 * An HTTP handler for those who have signed in and have this role; everybody else is refused before
 * a look at the request. A change also needs the session's CSRF token.
 */
export function staffHandler(
  role: StaffRole,
  findStaffMember: FindStaffMember,
  respond: (request: StaffRequest) => Promise<HttpResponse>,
  options: HttpOptions = {},
) {
  return httpHandler(async (request) => {
    refuseOtherOrigins(request);
    const secret = sessionSecretIn(request);
    const sessionHash = secret === undefined ? '' : hashSessionSecret(secret);
    const staff = secret === undefined ? undefined : await findStaffMember(sessionHash);
    if (secret === undefined || !staff) {
      throw new DomainError('unauthenticated', 'not-signed-in', 'Sign in first.');
    }
    const csrfToken = csrfTokenOf(secret);
    refuseForgery(request, csrfToken);
    if (!mayActAs(staff.role, role)) {
      throw new DomainError('forbidden', 'wrong-role', `Only a ${role} may do this.`);
    }
    return privately(await respond({ ...request, staff, sessionHash, csrfToken }));
  }, options);
}

/** What staff see no cache keeps for others. */
function privately(response: HttpResponse): HttpResponse {
  const { headers } = response;
  if (!headers?.['cache-control']) return response;
  return { ...response, headers: { ...headers, 'cache-control': 'private, no-cache' } };
}

/**
 * SameSite lets pages on other ports and subdomains through; browsers say which those are.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function refuseOtherOrigins({ headers }: HttpRequest) {
  if (['cross-site', 'same-site'].includes(headers['sec-fetch-site'] ?? '')) {
    throw new DomainError(
      'forbidden',
      'cross-origin-forbidden',
      'Another page may not act for staff.',
    );
  }
}

function refuseForgery({ method, headers }: HttpRequest, csrfToken: string) {
  if (method === 'GET' || method === 'HEAD') return;
  if (!isSameText(headers['x-csrf-token'] ?? '', csrfToken)) {
    throw new DomainError('forbidden', 'csrf', 'The X-CSRF-Token header is missing or wrong.');
  }
}
