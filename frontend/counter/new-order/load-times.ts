import { findSoonest, rememberDays } from '../../components/pickup-days.ts';
import type { Store } from '../../components/store.ts';
import { askAsStaff } from '../staff-api.ts';
import { type DraftLine, leadTimeOf } from './draft-line.ts';
import { type DraftOrder, withDate, withSlots } from './draft-order.ts';

/** Loads the pickup times, which depend on the lines. */
export function createTimesLoader(store: Store<DraftOrder>) {
  let slotsOn = slotsFor([]);

  /** The first free slot; it stays chosen until staff choose a time themselves. */
  async function reload() {
    const { lines } = store.state;
    const fetchDay = slotsFor(lines);
    slotsOn = fetchDay;
    store.change({ soonest: { kind: 'looking' } });
    const soonest = await findSoonest(fetchDay, leadTimeOf(lines));
    // The lines have changed while loading.
    if (slotsOn !== fetchDay) return;
    store.change({ soonest });
    if (soonest.kind === 'found' && !store.state.isTimeChosen) {
      store.change(withDate(store.state, soonest.date));
    }
    await showSlots();
  }

  async function showSlots() {
    const { date } = store.state.values;
    if (date === '') return;
    const fetchDay = slotsOn;
    const answer = await fetchDay(date);
    // Another day was chosen while loading, or the lines have changed.
    if (slotsOn !== fetchDay || store.state.values.date !== date) return;
    store.change(withSlots(store.state, answer.kind === 'accepted' ? answer.body.slots : []));
  }

  return { reload, showSlots };
}

function slotsFor(lines: readonly DraftLine[]) {
  const wanted = {
    product_id: lines.map(({ product }) => product.id).join(),
    quantity: lines.map(({ quantity }) => quantity).join(),
    ...(lines.some(({ options }) => options.length > 0) && {
      options: lines.map(({ options }) => listOptions(options)).join(),
    }),
  };
  return rememberDays((date) =>
    askAsStaff('GET /staff/pickup-slots', { query: { date, ...(lines.length > 0 && wanted) } }),
  );
}

/** "5-7x2": as the API takes the options of a line. */
function listOptions(options: DraftLine['options']): string {
  return options
    .map(({ option_id: id, quantity = 1 }) => (quantity === 1 ? String(id) : `${id}x${quantity}`))
    .join('-');
}
