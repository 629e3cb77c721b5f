import { element } from '../../components/element.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import { words } from './words.ts';

/** Days from today, so that "today" is the new day after midnight; or one of the calendar. */
export type Day = number | string;

export function dateOfDay(day: Day): string {
  return typeof day === 'string' ? day : addDays(today(), day);
}

/** Yesterday, today, tomorrow, or any other day. */
export function createDayChoice(chosen: Day, onChoose: (day: Day) => void) {
  const buttons = [-1, 0, 1].map((distance) =>
    element('button', {
      type: 'button',
      className: 'choice-button',
      textContent: formatDistance(addDays(today(), distance)),
      onclick: () => choose(distance),
    }),
  );
  const calendar = element('input', {
    type: 'date',
    className: 'choice-date',
    ariaLabel: words.anotherDay,
    onchange: () => {
      if (calendar.value !== '') choose(calendar.value);
    },
  });
  show(chosen);
  return element(
    'div',
    { className: 'choices', role: 'group', ariaLabel: words.day },
    ...buttons,
    calendar,
  );

  function choose(day: Day) {
    show(day);
    onChoose(day);
  }

  function show(day: Day) {
    buttons.forEach((button, index) => (button.ariaPressed = String(index - 1 === day)));
    calendar.value = dateOfDay(day);
  }
}
