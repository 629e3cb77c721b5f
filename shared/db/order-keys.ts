/** The keys by which orders are searched, and by which the open orders of a contact are counted. */
import { phoneCountry } from '../config.ts';
import { toEmailKey } from '../domain/contact-keys.ts';
import { foldingVersion, toSearchText } from '../domain/folding.ts';
import { toWordEndings } from '../domain/word-endings.ts';
import { minPhoneDigits, toPhoneNumberKey } from '../phone/phone-key.ts';
import type { Queryable } from './database.ts';
import { getLocale } from './settings.ts';

interface Customer {
  readonly name: string | null;
  readonly phone: string | null;
  readonly email: string | null;
}

export interface OrderKeys {
  /** Read by the previous release only. */
  readonly customer_text: string | null;
  readonly customer_phone_key: string | null;
  readonly customer_email_key: string | null;
  /** The rules under which the other keys were written. */
  readonly customer_keys_made: string | null;
  /** The words of the customer and of the notes with their endings, separated by spaces; null without both. */
  readonly words: string | null;
  readonly words_made: string;
}

/** The fewest letters of an ending. */
const minLetters = 2;

/** @param country of phone numbers without a country code */
export function toOrderKeys(
  { name, phone, email }: Customer,
  notes: readonly string[],
  country: string | null,
): OrderKeys {
  const isKnown = name !== null || phone !== null || email !== null;
  const phoneKey = phone === null ? null : toPhoneNumberKey(phone, country);
  const endings = [
    ...toWordEndings(wordsOf(name ?? '', ...notes), minLetters),
    ...toWordEndings(phoneKey === null ? [] : [phoneKey], minPhoneDigits),
    // An address is found by the beginnings of its parts: its endings would double the size of the index.
    ...wordsOf(email ?? ''),
    ...wordsOf(email?.replace('@', ' ') ?? ''),
  ];
  return {
    customer_text: isKnown ? toSearchText(name ?? '', email ?? '') : null,
    customer_phone_key: phoneKey,
    customer_email_key: email === null ? null : toEmailKey(email),
    customer_keys_made: isKnown ? rulesFor(country) : null,
    words: isKnown || notes.length > 0 ? [...new Set(endings)].join(' ') : null,
    words_made: rulesFor(country),
  };
}

function wordsOf(...texts: readonly string[]): string[] {
  const text = toSearchText(...texts);
  return text === '' ? [] : text.split(' ');
}

/** Raise this number when a change of this file alters the keys. */
const keysVersion = 1;

/** The rules under which keys are written now. */
export function rulesFor(country: string | null): string {
  return `${foldingVersion}.${keysVersion} ${country ?? '-'}`;
}

/** SQL: a row in `order_words` from the `words` of `OrderKeys`. */
export const toWordsVector = (words: string) => `array_to_tsvector(string_to_array(${words}, ' '))`;

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
  const orders = await db.query<KeyedOrder>(
    {
      name: 'find-orders-without-keys',
      text: `
        with found as (
          (select id from orders where ${hasOtherRules('$1')} limit $2)
          union
          -- The condition matches the index order_lines_note.
          (select order_id from order_lines l
           where note is not null
             and not exists (select from order_words w where w.order_id = l.order_id and w.made = $1)
             and exists (select from orders o where o.id = l.order_id and o.anonymised_at is null)
           limit $2)
          union
          -- The condition matches the index order_lines_texts.
          (select order_id from order_lines l
           where texts is not null
             and not exists (select from order_words w where w.order_id = l.order_id and w.made = $1)
           limit $2)
          limit $2
        )
        select o.id, customer_name as name, customer_phone as phone, customer_email as email,
          array(
            select written from order_lines l
            cross join lateral (
              select l.note
              union all
              select jsonb_array_elements_text(value) from jsonb_each(l.texts)) as w (written)
            where l.order_id = o.id and written is not null
            order by line_no) as notes
        from orders o join found using (id)`,
    },
    [rulesFor(country), limit],
  );
  return writeKeysOf(db, orders, country);
}

export type KeyedOrder = Customer & {
  readonly id: number;
  /** The notes, and the texts of options. */
  readonly notes: readonly string[];
};

/** @returns the number of these orders whose keys were written for this country */
export async function writeKeysOf(
  db: Queryable,
  orders: readonly KeyedOrder[],
  country: string | null,
): Promise<number> {
  if (orders.length === 0) return 0;
  const keys = orders.map((order) => toOrderKeys(order, order.notes, country));
  const written = await db.query({ name: 'write-order-keys', text: writing }, [
    orders.map(({ id }) => id),
    orders.map(({ name }) => name),
    orders.map(({ phone }) => phone),
    orders.map(({ email }) => email),
    keys.map(({ customer_text }) => customer_text),
    keys.map(({ customer_phone_key }) => customer_phone_key),
    keys.map(({ customer_email_key }) => customer_email_key),
    keys.map(({ customer_keys_made }) => customer_keys_made),
    keys.map(({ words }) => words),
    rulesFor(country),
  ]);
  return written.length;
}

/**
 * SQL condition: the keys of an order's customer follow other rules. The expression matches the index
 * orders_customer_keys, and the two ranges let the planner use it.
 * @param rules SQL of the current rules
 */
export function hasOtherRules(rules: string): string {
  return `(${keysState} < ${rules} or ${keysState} > ${rules})`;
}

const keysState = `(
  case when customer_name is null and customer_phone is null and customer_email is null
    then case when customer_keys_made is not null then '' end
    else coalesce(customer_keys_made, '') end)`;

/**
 * An order that is locked, or whose customer has changed since, waits for the next run. So does an anonymised order,
 * except that its keys are removed.
 */
const writing = `
  with made as (
    select * from unnest($1::integer[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[],
      $7::text[], $8::text[], $9::text[])
      as m (id, name, phone, email, customer_text, customer_phone_key, customer_email_key,
        customer_keys_made, words)
  ), locked as (
    select o.id, o.anonymised_at from orders o join made m on m.id = o.id
    where o.customer_name is not distinct from m.name
      and o.customer_phone is not distinct from m.phone
      and o.customer_email is not distinct from m.email
    for no key update of o skip locked
  ), worded as (
    insert into order_words as w (order_id, words, made)
    select id, ${toWordsVector('words')}, $10
    from made m join locked using (id)
    where words is not null and anonymised_at is null
    on conflict (order_id) do update set words = excluded.words, made = excluded.made
  )
  update orders o
  set customer_text = m.customer_text, customer_phone_key = m.customer_phone_key,
    customer_email_key = m.customer_email_key, customer_keys_made = m.customer_keys_made
  from made m join locked using (id)
  where o.id = m.id
  returning o.id`;
