/** The keys by which a customer's orders are searched and counted. */
import { phoneCountry } from '../config.ts';
import { toEmailKey } from '../domain/contact-keys.ts';
import { foldingVersion, toSearchText } from '../domain/folding.ts';
import { toPhoneNumberKey } from '../phone/phone-key.ts';
import type { Queryable } from './database.ts';
import { getLocale } from './settings.ts';

interface Customer {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface OrderKeys {
  readonly customer_text: string | null;
  readonly customer_phone_key: string | null;
  readonly customer_email_key: string | null;
  /** The rules under which the other keys were written. */
  readonly customer_keys_made: string | null;
}

/** @param country of phone numbers without a country code */
export function toOrderKeys({ name, phone, email }: Customer, country: string | null): OrderKeys {
  const isKnown = name !== null || phone !== null || email !== null;
  return {
    customer_text: isKnown ? toSearchText(name ?? '', email ?? '') : null,
    customer_phone_key: phone === null ? null : toPhoneNumberKey(phone, country),
    customer_email_key: email === null ? null : toEmailKey(email),
    customer_keys_made: isKnown ? rulesFor(country) : null,
  };
}

function rulesFor(country: string | null): string {
  return `${foldingVersion} ${country ?? '-'}`;
}

/**
 * The country of phone numbers without a country code: a setting, or else the region of the locale.
 */
export function toPhoneCountry(locale: string): string | null {
  return phoneCountry() ?? new Intl.Locale(locale).maximize().region ?? null;
}

export async function getPhoneCountry(db: Queryable): Promise<string | null> {
  return toPhoneCountry(await getLocale(db));
}

/**
 * Writes the keys of orders that have none because an earlier release placed them, and of orders
 * whose keys follow other rules, for example another country. Keys are computed without locks.
 * @returns the number of orders that got keys, at most `limit`
 */
export async function writeOrderKeys(db: Queryable, limit: number): Promise<number> {
  const country = await getPhoneCountry(db);
  const orders = await db.query<CustomerOf>(
    {
      name: 'find-orders-without-keys',
      // The expression matches the index orders_customer_keys, and the ranges let the planner use
      // it.
      text: `
        select id, customer_name as name, customer_phone as phone, customer_email as email
        from orders where ${keysState} < $1 or ${keysState} > $1
        limit $2`,
    },
    [rulesFor(country), limit],
  );
  return writeKeysOf(db, orders, country);
}

type CustomerOf = Customer & { readonly id: number };

/** @returns the number of these orders whose keys were written for this country */
export async function writeKeysOf(
  db: Queryable,
  orders: readonly CustomerOf[],
  country: string | null,
): Promise<number> {
  if (orders.length === 0) return 0;
  const keys = orders.map((order) => toOrderKeys(order, country));
  const written = await db.query({ name: 'write-order-keys', text: writing }, [
    orders.map(({ id }) => id),
    orders.map(({ name }) => name),
    orders.map(({ phone }) => phone),
    orders.map(({ email }) => email),
    keys.map(({ customer_text }) => customer_text),
    keys.map(({ customer_phone_key }) => customer_phone_key),
    keys.map(({ customer_email_key }) => customer_email_key),
    keys.map(({ customer_keys_made }) => customer_keys_made),
  ]);
  return written.length;
}

const keysState = `(
  case when customer_name is null and customer_phone is null and customer_email is null
    then case when customer_keys_made is not null then '' end
    else coalesce(customer_keys_made, '') end)`;

/** An order that is locked, or whose customer has changed since, waits for the next run. */
const writing = `
  with made as (
    select * from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::text[], $8::text[])
      as m (id, name, phone, email, customer_text, customer_phone_key, customer_email_key,
        customer_keys_made)
  ), locked as (
    select o.id from orders o join made m on m.id = o.id
    where o.customer_name is not distinct from m.name
      and o.customer_phone is not distinct from m.phone
      and o.customer_email is not distinct from m.email
    for no key update of o skip locked
  )
  update orders o
  set customer_text = m.customer_text, customer_phone_key = m.customer_phone_key,
    customer_email_key = m.customer_email_key, customer_keys_made = m.customer_keys_made
  from made m join locked using (id)
  where o.id = m.id
  returning o.id`;
