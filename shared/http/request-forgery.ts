import { DomainError } from '../domain/errors.ts';
import { isSameText } from '../security/session-secret.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * Refuses requests that a page of another origin has caused. Browsers send SameSite cookies also
 * for pages on other ports and subdomains; Sec-Fetch-Site identifies such requests.
 * https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function refuseOtherOrigins({ headers }: HttpRequest): void {
  if (['cross-site', 'same-site'].includes(headers['sec-fetch-site'] ?? '')) {
    throw new DomainError(
      'forbidden',
      'cross-origin-forbidden',
      'A page of another origin may not use a staff session.',
    );
  }
}

/** Refuses a change without the session's CSRF token. */
export function requireCsrfToken({ method, headers }: HttpRequest, csrfToken: string): void {
  if (method === 'GET' || method === 'HEAD') return;
  if (!isSameText(headers['x-csrf-token'] ?? '', csrfToken)) {
    throw new DomainError('forbidden', 'csrf', 'The X-CSRF-Token header is missing or wrong.');
  }
}
