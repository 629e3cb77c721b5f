import { bakery } from './bakery.ts';

/** Whether this browser knows the bakery's time zone. */
export const isTimeZoneKnown = isKnown(bakery.time_zone);

/**
 * The bakery's time zone. Undefined when the browser does not know it; `Intl` then uses the time zone
 * of the device.
 */
export const timeZone: string | undefined = isTimeZoneKnown ? bakery.time_zone : undefined;

/** @param name IANA, "Europe/Berlin" */
export function isKnown(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
