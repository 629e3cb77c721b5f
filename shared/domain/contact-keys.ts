/** Keys by which e-mail addresses and phone numbers are compared, so that each has one form. */

/** An e-mail address in one form of Unicode, without regard to capitals and full-width letters. */
export function toEmailKey(email: string): string {
  return email.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** The key of an order that an earlier release placed; the index orders_open_email has the same expression. */
export function toEarlierEmailKey(email: string): string {
  return email.toLowerCase();
}

/**
 * The digits of a phone number; "+49", "0049" and "49" begin alike. The index orders_open_phone has the same
 * expression for orders of an earlier release.
 */
export function toPhoneKey(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^0+/, '');
}
