import { element } from '../../components/element.ts';
import { formatNumber } from '../../components/wording.ts';
import { nameStatus } from '../order-actions/counter-status.ts';
import { type Filter, filters } from './board-state.ts';
import { words } from './words.ts';

/** A button for each status, with its number of orders. */
export function createFilterChoice(onChoose: (filter: Filter) => void) {
  const buttons = filters.map((filter) => {
    const count = element('b');
    const button = element(
      'button',
      { type: 'button', className: 'choice-button', onclick: () => onChoose(filter) },
      filter === 'Open' ? words.open : nameStatus(filter),
      ' ',
      count,
    );
    button.dataset['status'] = filter;
    return { filter, button, count };
  });
  return {
    element: element(
      'div',
      { className: 'choices filters', role: 'group', ariaLabel: words.show },
      ...buttons.map(({ button }) => button),
    ),
    update(chosen: Filter, counts: ReadonlyMap<Filter, number>) {
      for (const { filter, button, count } of buttons) {
        button.ariaPressed = String(filter === chosen);
        const orders = counts.get(filter) ?? 0;
        count.textContent = formatNumber(orders);
        button.hidden = orders === 0 && filter !== chosen && filter !== 'Open';
      }
    },
  };
}
