import { httpConfig } from '../config.ts';
import { apiHeaders, strictTransportSecurity } from './security-headers.ts';

/** The headers of every answer of the API, unless the answer sets them. */
export function answerHeaders(): Record<string, string> {
  return {
    ...apiHeaders,
    ...(httpConfig().secureCookies && { 'strict-transport-security': strictTransportSecurity }),
  };
}
