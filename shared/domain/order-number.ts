import { toSearchText } from './folding.ts';
import { toAsciiDigits } from './readable-text.ts';

/** Order numbers are PostgreSQL `integer`s. */
const maxOrderNumber = 2_147_483_647;

/** The address of an order's page, as the QR code of a receipt has it. The token is left out. */
const link = /\border(?:\.html)?\s*#\s*(\d{1,10})\.[0-9a-f]{8,}/i;

/** What people write before a number, in their simplest spelling. */
const labels =
  'orders?|orderno|number|numero|no|nr|num|nummer|bestell|bestellung|bestellnummer|bestellnr|best|auftrag|auftragsnummer|ticket';
const labelled = new RegExp(`^(?:(?:${labels}) ?)*(\\d{1,10})$`);

/**
 * The number that somebody means by "109", "#109", "Order 109", "Bestellung Nr. 109", in digits of any
 * script, or by the text of a receipt's QR code.
 */
export function findOrderNumber(wanted: string): number | undefined {
  const [, digits] =
    link.exec(toAsciiDigits(wanted.normalize('NFKC'))) ?? labelled.exec(toSearchText(wanted)) ?? [];
  const number = Number(digits);
  return number >= 1 && number <= maxOrderNumber ? number : undefined;
}

/** A search as it may be sent and logged: the text of a receipt's QR code is replaced by the number. */
export function withoutOrderToken(wanted: string): string {
  return link.test(toAsciiDigits(wanted.normalize('NFKC')))
    ? `#${findOrderNumber(wanted) ?? ''}`
    : wanted;
}
