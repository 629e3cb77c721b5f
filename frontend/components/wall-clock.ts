/**
 * The instant of a local time in a time zone.
 * @param date "2026-12-01" @param time "10:30" @param timeZone IANA name, "Europe/Berlin"; undefined for the device's
 */
export function instantAt(date: string, time: string, timeZone: string | undefined): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  // A clock change may lie between the first guess and the instant; the second guess is right.
  const guess = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(guess, timeZone));
}

/** Offset of the zone from UTC at an instant, in ms. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  // The Swedish format is that of ISO 8601.
  const shown = new Date(instant).toLocaleString(
    'sv-SE',
    timeZone === undefined ? {} : { timeZone },
  );
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(instant / 1_000) * 1_000;
}
