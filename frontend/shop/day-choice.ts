import type { Product } from '../../shared/contract/products.ts';
import { describeClosedSale } from '../components/describe-availability.ts';
import { guard, html, live, nothing, repeat } from '../components/html.ts';
import { daysInReach, isClosed } from '../components/pickup-days.ts';
import { scrollStrip } from '../components/scroll-strip.ts';
import { addDays, formatDistance, formatShortDay, today } from '../components/wording.ts';
import type { ShopActions } from './shop-actions.ts';
import type { ShopState } from './shop-state.ts';
import { words } from './words.ts';

/** The pickup day for which the products are shown. */
export function dayChoice({ day, bakery }: ShopState, { chooseDay }: ShopActions) {
  const chip = (date: string | null) =>
    html`<label class="chip">
      <input
        type="radio"
        name="day"
        value=${date ?? ''}
        .checked=${live(date === day)}
        @change=${() => chooseDay(date)}
      />
      <span>${date === null ? words.anyDay : nameOfDay(date)}</span>
    </label>`;
  const chips = () => {
    const dates = [null, ...daysInReach().filter((date) => !isClosed(date))];
    return repeat(dates, (date) => date, chip);
  };
  return scrollStrip(
    html`<div class="chips day-choice" role="radiogroup" aria-label=${words.pickupDay}>
      ${guard([today(), day, bakery], chips)}
    </div>`,
  );
}

/** "today", "tomorrow", "Sat, 5 Dec". */
export function nameOfDay(date: string): string {
  return date <= addDays(today(), 1) ? formatDistance(date) : formatShortDay(date);
}

/** Why a product is not available on the day of the list, or at all. */
export function describeAbsence(product: Product, date: string | null): string {
  const { kind, left } = product;
  const closed = describeClosedSale(product, date);
  if (closed !== null) return closed;
  if (date === null) return words.soldOutOf[kind];
  const day = nameOfDay(date);
  return left === 0 ? words.soldOutFor(day) : words.notOn(day);
}

/** Leads to the first day of a product that is not available on the day of the list, or not today. */
export function firstDay(
  { id, name, available, available_from: from }: Product,
  { chooseDay }: ShopActions,
  date: string | null,
) {
  const isShown = date === null ? from !== null && from > today() : !available;
  if (from === null || !isShown) return nothing;
  const day = nameOfDay(from);
  return html`<button
    class="link first-day"
    type="button"
    aria-label=${words.showFirstDay(name, day)}
    @click=${() => chooseDay(from, id)}
  >
    ${words.availableFrom(day)}
  </button>`;
}
