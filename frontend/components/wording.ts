import { bakerySettings } from './bakery-settings.ts';

const { locale, currency } = bakerySettings;

const money = new Intl.NumberFormat(locale, {
  style: 'currency',
  currency,
  trailingZeroDisplay: 'stripIfInteger',
});
const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });

/** @param amount in the main unit, as the API gives prices */
export function formatMoney(amount: number): string {
  return money.format(amount);
}

/** @param instant milliseconds since 1970 */
export function formatMoment(instant: number): string {
  return moment.format(instant);
}

export function countItems(count: number): string {
  return count === 1 ? '1 item' : `${count} items`;
}
