import { httpConfig } from '../config.ts';
import { apiHeaders, strictTransportSecurity } from './security-headers.ts';

/** The default headers of all responses of the API; an endpoint may override them. */
export function answerHeaders(): Record<string, string> {
  return {
    ...apiHeaders,
    ...(httpConfig().secureCookies && { 'strict-transport-security': strictTransportSecurity }),
  };
}
