import { element } from '../../components/element.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import { goTo } from '../view.ts';
import { words } from './words.ts';

export function addressOf(date: string): string {
  return `#/bake-sheet/${date}`;
}

/** The days before and after, today and tomorrow, or any other: each has an address of its own. */
export function createDaySwitch(date: string): HTMLElement {
  const near = [0, 1].map((distance) => addDays(today(), distance));
  return element(
    'div',
    { className: 'choices', role: 'group', ariaLabel: words.day },
    createStep('‹', words.before, addDays(date, -1)),
    ...near.map((day) =>
      element('a', {
        className: 'choice-button day-link',
        href: addressOf(day),
        textContent: formatDistance(day),
        ariaCurrent: day === date ? 'date' : null,
      }),
    ),
    createStep('›', words.after, addDays(date, 1)),
    createCalendar(date),
  );
}

function createStep(sign: string, label: string, date: string): HTMLElement {
  return element('a', {
    className: 'choice-button day-link',
    href: addressOf(date),
    textContent: sign,
    ariaLabel: label,
  });
}

function createCalendar(date: string): HTMLElement {
  const calendar = element('input', {
    type: 'date',
    className: 'choice-date',
    ariaLabel: words.anotherDay,
    value: date,
    onchange: () => {
      if (calendar.value !== '') goTo(addressOf(calendar.value));
    },
  });
  return calendar;
}
