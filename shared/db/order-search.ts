import { toSearchWords } from '../domain/folding.ts';
import { findOrderNumber, withoutOrderToken } from '../domain/order-number.ts';
import { toPhoneFragments } from '../phone/phone-key.ts';

export interface OrderSearch {
  /** SQL that selects the ids of the matching orders. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Finds orders whose customer matches every word in the name, e-mail address or phone number, or
 * all words together in the phone number. A word may also be the order number.
 * @param country of phone numbers without a country code
 * @param first the number of the first parameter
 */
export function searchOrders(wanted: string, country: string | null, first: number): OrderSearch {
  const values: unknown[] = [];
  const parameter = (value: unknown, type: string) => `$${first + values.push(value) - 1}::${type}`;
  const isLike = (column: string, parts: readonly string[]) =>
    `${column} like any(${parameter(parts.map(toPattern), 'text[]')})`;
  const isInPhone = (text: string) => {
    const fragments = toPhoneFragments(text, country);
    return fragments.length === 0 ? [] : [isLike('customer_phone_key', fragments)];
  };
  const isId = (word: string) => {
    const id = findOrderNumber(word);
    return id === undefined ? [] : [`id = ${parameter(id, 'integer')}`];
  };
  const text = withoutOrderToken(wanted);
  const hasWord = toSearchWords(text).map((spellings) => {
    const [word = ''] = spellings;
    const ways = [isLike('customer_text', spellings), ...isInPhone(word), ...isId(word)];
    return `(${ways.join(' or ')})`;
  });
  const hasAll = hasWord.length === 0 ? 'false' : hasWord.join(' and ');
  const keyed = [hasAll, ...isInPhone(text)].map((way) => `(${way})`).join(' or ');
  return {
    // The condition matches the index orders_personal_data.
    text: `
      select id from orders
      where anonymised_at is null
        and (customer_name is not null or customer_phone is not null or customer_email is not null)
        and case when customer_keys_made is not null then ${keyed}
          else ${fitsAsTyped(text, parameter)} end`,
    values,
  };
}

/** Searches an order without keys by its text as typed. */
function fitsAsTyped(wanted: string, parameter: (value: unknown, type: string) => string): string {
  const pattern = parameter(toPattern(wanted), 'text');
  const digits = wanted.replaceAll(/\D/g, '');
  const isPhone = digits.length >= 3 ? parameter(toPattern(digits), 'text') : 'null';
  return `(customer_name ilike ${pattern} collate "pg_c_utf8" or customer_email ilike ${pattern}
    or regexp_replace(customer_phone, '\\D', '', 'g') like ${isPhone})`;
}

/** A pattern that finds the text anywhere; the text's own wildcards are escaped. */
function toPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
