import { readAddress } from '../address.ts';
import { dateOfDay, dayOf } from '../day.ts';
import { addressOf, type CounterView } from '../views.ts';

/** The address of a view. The board and the bake sheet open each other on the day that they show. */
export function addressOnSameDay(view: CounterView): string {
  const { name, argument, query } = readAddress();
  const day = query.get('day') ?? '';
  if (name === 'orders' && view.name === 'bake-sheet' && day !== '') return `#/bake-sheet/${day}`;
  if (name === 'bake-sheet' && view.name === 'orders' && dayOf(argument) !== 0) {
    return `#/orders?day=${dateOfDay(dayOf(argument))}`;
  }
  return addressOf(view);
}
