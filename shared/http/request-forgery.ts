import { DomainError } from '../domain/errors.ts';
import { isSameText } from '../security/session-secret.ts';
import type { HttpRequest } from './http-request.ts';

/**
 * Refuses requests that a page of another origin makes a browser send. SameSite lets pages on other
 * ports and subdomains through; browsers name them. https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function refuseOtherOrigins({ headers }: HttpRequest): void {
  if (['cross-site', 'same-site'].includes(headers['sec-fetch-site'] ?? '')) {
    throw new DomainError(
      'forbidden',
      'cross-origin-forbidden',
      'Another page may not act for staff.',
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
