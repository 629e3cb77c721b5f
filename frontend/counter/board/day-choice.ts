import { element } from '../../components/element.ts';
import { addDays, formatDistance, today } from '../../components/wording.ts';
import { type Day, dateOfDay } from '../day.ts';
import { words } from './words.ts';

/** Buttons for yesterday, today and tomorrow, and a calendar for other days. */
export function createDayChoice(onChoose: (day: Day) => void) {
  const buttons = [-1, 0, 1].map((distance) =>
    element('button', {
      type: 'button',
      className: 'choice-button',
      textContent: formatDistance(addDays(today(), distance)),
      onclick: () => onChoose(distance),
    }),
  );
  const calendar = element('input', {
    type: 'date',
    className: 'choice-date',
    ariaLabel: words.anotherDay,
    onchange: () => {
      if (calendar.value !== '') onChoose(calendar.value);
    },
  });
  return {
    element: element(
      'div',
      { className: 'choices', role: 'group', ariaLabel: words.day },
      ...buttons,
      calendar,
    ),
    show(day: Day) {
      buttons.forEach((button, index) => (button.ariaPressed = String(index - 1 === day)));
      calendar.value = dateOfDay(day);
    },
  };
}
