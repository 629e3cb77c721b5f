/** A calendar event for a pickup. */
export interface CalendarEntry {
  /** Stable per order, so that adding the event twice makes one entry. */
  readonly uid: string;
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly title: string;
  readonly text: string;
  /** An address in one line; '' when unknown. */
  readonly place: string;
  readonly url: string;
}

/** The event as an iCalendar file (RFC 5545), with a reminder an hour before. @param now time stamp of the file */
export function toCalendarFile(entry: CalendarEntry, now: Date): string {
  const lines = [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Bakery Management System//Order//EN',
    'BEGIN:VEVENT',
    `UID:${escape(entry.uid)}`,
    `DTSTAMP:${toStamp(now)}`,
    `DTSTART:${toStamp(entry.startsAt)}`,
    `DTEND:${toStamp(entry.endsAt)}`,
    `SUMMARY:${escape(entry.title)}`,
    `DESCRIPTION:${escape(entry.text)}`,
    ...(entry.place === '' ? [] : [`LOCATION:${escape(entry.place)}`]),
    `URL:${entry.url}`,
    'BEGIN:VALARM',
    'ACTION:DISPLAY',
    'TRIGGER:-PT1H',
    `DESCRIPTION:${escape(entry.title)}`,
    'END:VALARM',
    'END:VEVENT',
    'END:VCALENDAR',
    '',
  ];
  return lines.map(fold).join('\r\n');
}

/** "20261201T063000Z" */
function toStamp(instant: Date): string {
  return `${instant.toISOString().slice(0, 19).replaceAll(/[-:]/g, '')}Z`;
}

function escape(text: string): string {
  return text.replaceAll(/[\\;,]/g, '\\$&').replaceAll(/\r?\n/g, '\\n');
}

/** RFC 5545 folds lines after 75 bytes; a continuation starts with a space. */
function fold(line: string): string {
  const encoder = new TextEncoder();
  let folded = '';
  let bytes = 0;
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (bytes + size > 75) {
      folded += '\r\n ';
      bytes = 1;
    }
    folded += character;
    bytes += size;
  }
  return folded;
}
