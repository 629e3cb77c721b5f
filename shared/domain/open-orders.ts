/**
 * Limits the open orders of one customer: orders that are never picked up would use up the supplies
 * of all other customers.
 *
 * An order is open while it holds supplies and is not finished for the customer: Pending,
 * Processing, or Completed but not collected. A day after its pickup time an order no longer counts
 * as open, so that a customer is not blocked for ever when staff forget to mark it as picked up.
 */
import { DomainError } from './errors.ts';

/** The most open orders; 0 means no limit. */
export interface OpenOrderLimits {
  /** Under one e-mail address, or one phone number. */
  readonly perContact: number;
  readonly perAddress: number;
}

/** The open orders of a customer; counting may stop at the limit. */
export interface OpenOrders {
  readonly ofContact: number;
  readonly fromAddress: number;
}

/** @throws DomainError `conflict` when a limit is reached */
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

/** A key for an e-mail address that ignores case, width and form of Unicode. */
export function toContactKey(email: string): string {
  return email.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

/** The key for orders without a stored key; the database computes it in the same way. */
export function toEmailKey(email: string): string {
  return email.toLowerCase();
}

/** The digits of a phone number; "+49", "0049" and "49" become the same prefix. */
export function toPhoneKey(phone: string): string {
  return phone.replaceAll(/\D/g, '').replace(/^0+/, '');
}
