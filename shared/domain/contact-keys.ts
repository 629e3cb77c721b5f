/** The keys by which e-mail addresses and phone numbers are compared: different spellings have one key. */

/**
 * The address in one form of Unicode and in lower case, with full-width letters as ordinary
 * letters.
 */
export function toEmailKey(email: string): string {
  return email.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** The key of an order that an earlier release placed; the index orders_open_email has the same expression. */
export function toEarlierEmailKey(email: string): string {
  return email.toLowerCase();
}

/**
 * The digits of a phone number without leading zeros, so that "+49", "0049" and "49" are equal. The index
 * orders_open_phone has the same expression for orders of an earlier release.
 */
export function toPhoneKey(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^0+/, '');
}
