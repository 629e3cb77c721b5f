import { toSearchText, toSearchWords } from '../domain/folding.ts';
import { findOrderNumber, withoutOrderToken } from '../domain/order-number.ts';
import { toSearchedBeginning } from '../domain/word-endings.ts';
import { toPhoneFragments } from '../phone/phone-key.ts';
import { hasOtherRules, rulesFor } from './order-keys.ts';

export interface OrderSearch {
  /** SQL that selects the ids of the matching orders. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/** All names of items on orders, also former names of products: one look into the index order_lines_item for each. */
export const selectItemNames = `
  with recursive item as (
    (select product_name collate "C" as name from order_lines order by 1 limit 1)
    union all
    select (select l.product_name collate "C" from order_lines l
            where l.product_name collate "C" > item.name order by 1 limit 1)
    from item where item.name is not null
  )
  select name from item where name is not null`;

/**
 * The newest orders that are considered for words: what fits more orders says little, and reading all of them would
 * take long.
 */
const newest = 10_000;

/**
 * Finds orders with every word in the name, e-mail address or phone number of the customer, in an item or in a note,
 * or with all words together in the phone number. A word may also be the order number.
 * @param itemNames the names of all items on orders
 * @param country of phone numbers without a country code
 * @param first the number of the first parameter
 */
export function searchOrders(
  wanted: string,
  itemNames: readonly string[],
  country: string | null,
  first: number,
): OrderSearch {
  const values: unknown[] = [];
  const parameter = (value: unknown, type: string) => `$${first + values.push(value) - 1}::${type}`;
  const withWords = (queries: readonly string[]) =>
    `(select order_id from order_words where words @@ ${parameter(queries.join(' & '), 'tsquery')}
      order by order_id desc limit ${newest})`;
  const withItem = (names: readonly string[]) => `
    (select l.order_id
     from unnest(${parameter(names, 'text[]')}) as n (name)
     cross join lateral (
       select order_id from order_lines where product_name collate "C" = n.name
       order by order_id desc limit ${Math.ceil(newest / names.length)}) as l)`;
  const withNumber = (id: number) => `select ${parameter(id, 'integer')}`;

  const text = withoutOrderToken(wanted);
  const words = toWords(text, itemNames, country);
  const [onlyWords, others] = partition(
    words,
    ({ id, items }) => id === null && items.length === 0,
  );
  const all = [
    ...(onlyWords.length === 0 ? [] : [withWords(onlyWords.map(({ query }) => query))]),
    ...others.map(({ query, items, id }) => {
      const ways = [
        withWords([query]),
        ...(items.length === 0 ? [] : [withItem(items)]),
        ...(id === null ? [] : [withNumber(id)]),
      ];
      return `(${ways.join(' union ')})`;
    }),
  ];
  const phone = toPhoneFragments(text, country);
  return {
    text: [
      ...(all.length === 0 ? [] : [`(${all.join(' intersect ')})`]),
      ...(phone.length === 0 ? [] : [withWords([toQuery(phone)])]),
      `(${selectAsTyped(text, rulesFor(country), parameter)})`,
    ].join(' union '),
    values,
  };
}

interface SearchedWord {
  /** Finds the word in `order_words`. */
  readonly query: string;
  /** The names of items that contain the word. */
  readonly items: readonly string[];
  /** The order that the word is the number of. */
  readonly id: number | null;
}

function toWords(
  text: string,
  itemNames: readonly string[],
  country: string | null,
): SearchedWord[] {
  const items = itemNames.map((name) => ({ name, text: toSearchText(name) }));
  return toSearchWords(text).map((spellings) => {
    const [word = ''] = spellings;
    return {
      query: toQuery([...spellings, ...toPhoneFragments(word, country)]),
      items: items.flatMap((item) =>
        spellings.some((one) => item.text.includes(one)) ? [item.name] : [],
      ),
      id: findOrderNumber(word) ?? null,
    };
  });
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  return [all.filter(isFirst), all.filter((one) => !isFirst(one))];
}

/** An expression of PostgreSQL's text search: one of these beginnings of words. */
function toQuery(beginnings: readonly string[]): string {
  const quoted = beginnings.map((one) => toSearchedBeginning(one).replaceAll(/['\\]/g, '$&$&'));
  return `(${quoted.map((one) => `'${one}':*`).join(' | ')})`;
}

/** Finds orders of an earlier release, whose words are not written yet, by the text as typed. */
function selectAsTyped(
  wanted: string,
  rules: string,
  parameter: (value: unknown, type: string) => string,
): string {
  const pattern = parameter(toPattern(wanted), 'text');
  const digits = wanted.replaceAll(/\D/g, '');
  const isPhone = digits.length >= 3 ? parameter(toPattern(digits), 'text') : 'null';
  return `
    select id from orders
    where ${hasOtherRules(parameter(rules, 'text'))}
      and (customer_name ilike ${pattern} collate "pg_c_utf8" or customer_email ilike ${pattern}
        or regexp_replace(customer_phone, '\\D', '', 'g') like ${isPhone})`;
}

/** A pattern that finds the text anywhere; the text's own wildcards are escaped. */
function toPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
