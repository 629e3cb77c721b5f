/**
 * Counts the open orders of a contact or a network, for the limits on them: without limits one customer could order
 * all stock and collect nothing.
 *
 * An order is open until it is rejected, cancelled, picked up or missed, but no longer than one day after its pickup:
 * staff may have forgotten to mark it picked up. A Pending order without a pickup time stays open.
 */
import { toEarlierEmailKey, toPhoneKey } from '../domain/contact-keys.ts';

/** The most open orders; 0 is no limit. */
export interface OpenOrderLimits {
  /** Under one e-mail address, or one phone number. */
  readonly perContact: number;
  readonly perAddress: number;
}

/** SQL condition: a row of `orders` is open. Implies the condition of the indexes orders_open_…. */
export const isOpenOrder = `(
  status in ('Pending', 'Processing', 'Completed') and collected_at is null and missed_at is null
  and (status = 'Pending' and pickup_at is null
    or coalesce(pickup_at, case when placed_at <= now() then placed_at end) > now() - interval '1 day'))`;

/** The columns of a new order that `hasTooManyOpen` needs besides its keys. */
export const limitColumns = {
  earlier_email_key: 'text',
  earlier_phone_key: 'text',
  per_contact: 'integer',
  placed_from: 'text',
  per_address: 'integer',
};

export function toLimitRow(
  customer: { readonly email?: string | undefined; readonly phone?: string | undefined } | null,
  limits: (OpenOrderLimits & { readonly placedFrom: string }) | undefined,
): Readonly<Record<keyof typeof limitColumns, unknown>> {
  const { email, phone } = customer ?? {};
  const { perContact = 0, perAddress = 0, placedFrom = null } = limits ?? {};
  return {
    earlier_email_key: email === undefined ? null : toEarlierEmailKey(email),
    earlier_phone_key: phone === undefined ? null : toPhoneKey(phone),
    per_contact: perContact,
    placed_from: perAddress > 0 ? placedFrom : null,
    per_address: perAddress,
  };
}

/** SQL condition: the new order `a` would exceed a limit. */
export const hasTooManyOpen = `
  (a.per_contact > 0 and a.per_contact <= greatest(
     ${countOpen('a.customer_email_key', 'o.customer_email_key = a.customer_email_key', 'a.per_contact')}
     + ${countOpen(
       'a.earlier_email_key',
       `customer_keys_made is null
        and customer_email is not null and lower(customer_email) = a.earlier_email_key`,
       'a.per_contact',
     )},
     ${countOpen('a.customer_phone_key', 'o.customer_phone_key = a.customer_phone_key', 'a.per_contact')}
     + ${countOpen(
       'a.earlier_phone_key',
       `customer_keys_made is null and customer_phone is not null
        and ltrim(regexp_replace(customer_phone, '\\D', '', 'g'), '0') = a.earlier_phone_key`,
       'a.per_contact',
     )})
   or a.per_address > 0 and a.per_address <=
     ${countOpen('a.placed_from', 'o.placed_from = a.placed_from', 'a.per_address')})`;

/** SQL: the open orders with the same key, counted up to a limit; 0 without a key. */
function countOpen(key: string, isSame: string, limit: string): string {
  return `
    case when ${key} is null then 0 else (select count(*) from (
      select from orders o
      where ${isSame} and ${isOpenOrder}
      limit ${limit}) as found) end`;
}
