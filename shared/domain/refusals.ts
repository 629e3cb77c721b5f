/** Refusals that several use cases share. */
import { DomainError, type Fault } from './errors.ts';

export function invalidRequest(faults: readonly Fault[]): DomainError {
  return new DomainError('invalid', 'invalid-request', 'The request is not valid.', { faults });
}

export function unknownOrder(id: number): DomainError {
  return new DomainError('not-found', 'unknown-order', `There is no order ${id}.`);
}

/** @param faults the lines with these products, in the request for an order */
export function unknownProduct(ids: readonly number[], faults: readonly Fault[] = []): DomainError {
  const message = `There is no product ${ids.join(', ')}.`;
  return new DomainError('not-found', 'unknown-product', message, { faults });
}

export function notDaily(): DomainError {
  return new DomainError(
    'conflict',
    'not-daily',
    'Only for a daily product are sales and waste recorded by day.',
  );
}

/** A saved number that a request did not expect. */
export interface StaleNumber {
  /** In the request: "/expected/sold". */
  readonly path: string;
  readonly current: number | null;
}

/** The refusal of a change that is based on old numbers. */
export function staleNumbers(numbers: readonly StaleNumber[]): DomainError {
  return new DomainError(
    'conflict',
    'stale-version',
    'Another request has changed these numbers. Nothing is written.',
    { faults: numbers.map((number) => ({ ...number, message: 'Not the current number' })) },
  );
}
