import { deviceDays } from '../domain/sign-in.ts';
import { cookieIn, toCookie } from './cookie.ts';
import type { HttpRequest } from './http-request.ts';

const daySeconds = 24 * 60 * 60;

/** The secret of a device that has signed in before. Signing out does not delete this cookie. */
export function deviceSecretIn(request: HttpRequest): string | undefined {
  return cookieIn(request, 'device');
}

export function toDeviceCookie(secret: string): string {
  return toCookie('device', secret, deviceDays * daySeconds);
}
