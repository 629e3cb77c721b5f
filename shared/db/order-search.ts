import { toSearchWords } from '../domain/folding.ts';
import { findOrderNumber, withoutOrderToken } from '../domain/order-number.ts';
import { toPhoneFragments } from '../phone/phone-key.ts';

export interface OrderSearch {
  /** A statement that selects the ids of the orders that fit. */
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * Orders whose customer has every one of these words in the name, the e-mail address or the phone
 * number, or all of them together in the phone number. A word may also be the number of the order.
 * @param country where phone numbers are from that do not say so
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
    // The condition of the index orders_personal_data.
    text: `
      select id from orders
      where anonymised_at is null
        and (customer_name is not null or customer_phone is not null or customer_email is not null)
        and case when customer_keys_made is not null then ${keyed}
          else ${fitsAsTyped(text, parameter)} end`,
    values,
  };
}

/** How an order without keys is searched: by what was typed, as it was typed. */
function fitsAsTyped(wanted: string, parameter: (value: unknown, type: string) => string): string {
  const pattern = parameter(toPattern(wanted), 'text');
  const digits = wanted.replaceAll(/\D/g, '');
  const isPhone = digits.length >= 3 ? parameter(toPattern(digits), 'text') : 'null';
  return `(customer_name ilike ${pattern} collate "pg_c_utf8" or customer_email ilike ${pattern}
    or regexp_replace(customer_phone, '\\D', '', 'g') like ${isPhone})`;
}

/** The text anywhere, with nothing in it that has a meaning in a pattern. */
function toPattern(text: string): string {
  return `%${text.replaceAll(/[\\%_]/g, '\\$&')}%`;
}
