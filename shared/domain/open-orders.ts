/**
 * Whoever orders without end and collects nothing would empty the shelves for everybody else. So there
 * is a limit to the orders that somebody may have open at once.
 *
 * Open is what holds something back from others and has not come to its end for the customer: Pending,
 * Processing, and Completed but not collected, because the bread lies there with a name on it. A day
 * after its pickup such an order no longer counts: nobody is locked out for good because staff forgot
 * to say that it was collected.
 */
import { DomainError } from './errors.ts';

/** The most open orders; 0 is no limit. */
export interface OpenOrderLimits {
  /** Under one e-mail address, or one phone number. */
  readonly perContact: number;
  readonly perAddress: number;
}

/** Those there are already; it suffices to count them up to the limit. */
export interface OpenOrders {
  readonly ofContact: number;
  readonly fromAddress: number;
}

/** @throws DomainError `conflict` when there is no room for another one */
export function refuseTooManyOpenOrders(open: OpenOrders, limits: OpenOrderLimits): void {
  const isFull =
    isReached(open.ofContact, limits.perContact) || isReached(open.fromAddress, limits.perAddress);
  if (!isFull) return;
  throw new DomainError(
    'conflict',
    'too-many-open-orders',
    'Too many orders are open already. Collect or cancel some of them first.',
  );
}

function isReached(count: number, limit: number): boolean {
  return limit > 0 && count >= limit;
}

/** An e-mail address however it was written: in capitals, in full width, in either form of Unicode. */
export function toContactKey(email: string): string {
  return email.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** How orders without a stored key are compared; the database writes theirs the same way. */
export function toEmailKey(email: string): string {
  return email.toLowerCase();
}

/** A phone number as its digits; "+49", "0049" and "49" begin alike. */
export function toPhoneKey(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^0+/, '');
}
