import { element } from '../../components/element.ts';
import { createField } from '../../components/field.ts';
import { createForm } from '../../components/form.ts';
import { today } from '../../components/wording.ts';
import { type Period, type PeriodName, periodNames, periodOf } from './period.ts';
import { words } from './words.ts';

/** The choice of a period. @param onChoose called with each choice, and awaited */
export function createPeriodChoice(onChoose: (period: Period) => Promise<void>) {
  const from = createField(words.from, createDateInput());
  const to = createField(words.to, createDateInput());
  const customDays = createForm(
    'custom-days',
    () => onChoose({ from: from.control.value, to: to.control.value }),
    from.element,
    to.element,
    element('button', { type: 'submit', className: 'button soft', textContent: words.show }),
  );
  const buttons = periodNames.map((name) => {
    const button = element('button', {
      type: 'button',
      className: 'chip',
      textContent: words.periods[name],
      onclick: () => choose(name),
    });
    return { name, button };
  });
  return {
    element: element(
      'div',
      { className: 'stack' },
      element(
        'div',
        { className: 'chips wrap', role: 'group', ariaLabel: words.period },
        ...buttons.map(({ button }) => button),
      ),
      customDays,
    ),
    choose,
    /** By their path in the request. */
    fields: { '/query/from': from, '/query/to': to },
  };

  function choose(chosen: PeriodName) {
    for (const { name, button } of buttons) button.ariaPressed = String(name === chosen);
    customDays.hidden = chosen !== 'custom';
    if (chosen === 'custom') {
      from.control.focus();
      return;
    }
    const period = periodOf(chosen);
    from.control.value = period.from;
    to.control.value = period.to;
    void onChoose(period);
  }
}

function createDateInput(): HTMLInputElement {
  return element('input', { type: 'date', max: today() });
}
