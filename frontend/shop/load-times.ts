import { findSoonest, rememberDays } from '../components/pickup-days.ts';
import { today } from '../components/wording.ts';
import type { Store } from '../components/store.ts';
import { type Basket, keyOf } from './basket.ts';
import { fetchPickupSlots } from './shop-api.ts';
import { type PickupTimes, productsOf, type ShopState } from './shop-state.ts';

export const noTimes: PickupTimes = {
  soonest: { kind: 'looking' },
  day: null,
  answer: null,
  isLoading: false,
};

/** Loads the pickup times while the checkout is open. They depend on the basket. */
export function createTimesLoader(store: Store<ShopState>) {
  let slotsOn = slotsFor([]);
  let loadedFor = '';

  const change = (times: Partial<PickupTimes>) =>
    store.change({ times: { ...store.state.times, ...times } });

  async function loadTimes() {
    const fetchDay = slotsFor(store.state.basket);
    slotsOn = fetchDay;
    const isHidden = store.state.pickup.kind === 'soonest';
    change({ soonest: { kind: 'looking' }, isLoading: true, ...(isHidden && { answer: null }) });
    const soonest = await findSoonest(fetchDay, leadTimeOf(store.state));
    if (slotsOn !== fetchDay) return;
    const first = soonest.kind === 'found' ? soonest.date : null;
    change({ soonest, day: store.state.times.day ?? first, isLoading: false });
    if (store.state.pickup.kind === 'chosen') await showDay(store.state.times.day ?? today());
  }

  async function showDay(date: string) {
    const fetchDay = slotsOn;
    change({ day: date, isLoading: true });
    const answer = await fetchDay(date);
    // Another day was chosen while loading, or the basket has changed.
    if (store.state.times.day !== date || slotsOn !== fetchDay) return;
    change({ answer, isLoading: false });
  }

  return {
    showDay,
    /** Loads what the state needs and does not have. Starts with the first day that has a free slot. */
    update() {
      const { page, basket, catalogue, pickup, times } = store.state;
      // A placed order empties the basket before the browser leaves the page.
      if (page.kind !== 'checkout' || basket.length === 0 || catalogue.kind !== 'loaded') return;
      const wanted = JSON.stringify(basket.map((line) => [keyOf(line), line.quantity]));
      if (wanted !== loadedFor) {
        loadedFor = wanted;
        void loadTimes();
      } else if (pickup.kind === 'chosen' && times.answer === null && !times.isLoading) {
        void showDay(times.day ?? today());
      }
    },
    /** Loads the times again, because another customer may have taken a slot. */
    reload() {
      loadedFor = '';
      this.update();
    },
  };
}

function slotsFor(basket: Basket) {
  return rememberDays((date) => fetchPickupSlots(date, basket));
}

/** Hours from the order to the earliest pickup. */
export function leadTimeOf(state: ShopState): number {
  const isChosen = ({ id }: { readonly id: number }) =>
    state.basket.some(({ product_id }) => product_id === id);
  const hours = productsOf(state)
    .filter(isChosen)
    .map(({ lead_time_hours }) => lead_time_hours);
  return Math.max(0, ...hours);
}
