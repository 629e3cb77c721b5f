import { element } from '../../components/element.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import type { Day } from '../day.ts';
import { goTo } from '../view.ts';
import { words } from './words.ts';

/** Names of days in an address, with the distance from today in days. */
const followed: readonly (readonly [name: string, distance: number])[] = [
  ['today', 0],
  ['tomorrow', 1],
];

/** The day of an address, "2026-12-01" or "tomorrow"; today for anything else. */
export function dayOf(argument: string): Day {
  if (isDate(argument)) return argument;
  return followed.find(([name]) => name === argument)?.[1] ?? 0;
}

/** Whether this is a date from 1970 to 2199, the API's range. */
function isDate(text: string): boolean {
  if (!/^(19[7-9]|20\d|21\d)\d-\d\d-\d\d$/.test(text)) return false;
  const at = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text);
}

function addressOf(name: string): string {
  return `#/bake-sheet/${name}`;
}

/** Links to the previous and next day, today and tomorrow, and a calendar. */
export function createDaySwitch() {
  const before = createLink('‹', words.before);
  const after = createLink('›', words.after);
  const near = followed.map(([name, distance]) => {
    const link = createLink(formatDistance(addDays(today(), distance)));
    link.href = addressOf(name);
    return { link, distance };
  });
  const calendar = element('input', {
    type: 'date',
    className: 'choice-date',
    ariaLabel: words.anotherDay,
    onchange: () => {
      if (calendar.value !== '') goTo(addressOf(calendar.value));
    },
  });
  return {
    element: element(
      'div',
      { className: 'choices', role: 'group', ariaLabel: words.day },
      before,
      ...near.map(({ link }) => link),
      after,
      calendar,
    ),
    show(date: string) {
      before.href = addressOf(addDays(date, -1));
      after.href = addressOf(addDays(date, 1));
      for (const { link, distance } of near) {
        link.ariaCurrent = addDays(today(), distance) === date ? 'date' : null;
      }
      calendar.value = date;
    },
  };
}

function createLink(textContent: string, label?: string): HTMLAnchorElement {
  return element('a', {
    className: 'choice-button day-link',
    textContent,
    ...(label !== undefined && { ariaLabel: label }),
  });
}
