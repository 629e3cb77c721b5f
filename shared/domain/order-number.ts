import { toSearchText } from './folding.ts';
import { toAsciiDigits } from './readable-text.ts';

/** The largest PostgreSQL `integer`. */
const maxOrderNumber = 2_147_483_647;

/**
 * The end of the address of an order's page, as in a receipt's QR code. A scanner whose keyboard
 * layout differs from the computer's types other signs for "#" and ".".
 */
const link = /\border(?:.html)?\s*[^\s\da-f]\s*(\d{1,10})[^\s\da-f]([0-9a-f]{8,})/i;

/** Labels that people write before a number, in their simplest spelling. */
const labels =
  'orders?|orderno|ord|id|number|numero|no|nr|num|n|nummer|bestell|bestellung|bestellungs|bestellnummer|bestellungsnummer|bestellnr|best|auftrag|auftrags|auftragsnummer|beleg|bon|receipt|ticket';
const labelled = new RegExp(`^(?:(?:${labels}) ?)*(\\d{1,10})$`);

/**
 * The order number in "109", "#109", "Order 109", "Bestellung Nr. 109", in digits of any script, or
 * in the text of a receipt's QR code.
 */
export function findOrderNumber(wanted: string): number | undefined {
  const words = toSearchText(wanted.replaceAll(/[_°]/g, ' '));
  const [, digits] = matchLink(wanted) ?? labelled.exec(words) ?? [];
  return toOrderNumber(digits);
}

export interface ScannedOrder {
  readonly id: number;
  /** The secret that opens the order's page, 32 hexadecimal digits. */
  readonly token: string;
}

/** The order of a receipt's QR code; undefined for another code. */
export function findOrderLink(text: string): ScannedOrder | undefined {
  const [, digits, token = ''] = matchLink(text) ?? [];
  const id = toOrderNumber(digits);
  if (id === undefined || token.length !== 32) return undefined;
  return { id, token: token.toLowerCase() };
}

/**
 * A search without secrets, as it may be sent and logged: the text of a receipt's QR code is
 * replaced by the order number.
 */
export function withoutOrderToken(wanted: string): string {
  return matchLink(wanted) ? `#${findOrderNumber(wanted) ?? ''}` : wanted;
}

function matchLink(text: string): RegExpExecArray | null {
  return link.exec(toAsciiDigits(text.normalize('NFKC')));
}

function toOrderNumber(digits: string | undefined): number | undefined {
  const number = Number(digits);
  return number >= 1 && number <= maxOrderNumber ? number : undefined;
}
