/**
 * The instant at which a clock on the wall of a time zone shows this time on this day.
 * @param date "2026-12-01" @param time "10:30" @param timeZone IANA name, "Europe/Berlin"; the device's own when it is undefined
 */
export function instantAt(date: string, time: string, timeZone: string | undefined): Date {
  const wanted = Date.parse(`${date}T${time}:00Z`);
  // The first guess may lie across a change of the clocks; the second one does not.
  const guess = wanted - offsetAt(wanted, timeZone);
  return new Date(wanted - offsetAt(guess, timeZone));
}

/** How many milliseconds a zone's clocks are ahead of UTC's at an instant. */
function offsetAt(instant: number, timeZone: string | undefined): number {
  // Sweden writes times as ISO 8601 does.
  const shown = new Date(instant).toLocaleString(
    'sv-SE',
    timeZone === undefined ? {} : { timeZone },
  );
  return Date.parse(`${shown.replace(' ', 'T')}Z`) - Math.floor(instant / 1_000) * 1_000;
}
