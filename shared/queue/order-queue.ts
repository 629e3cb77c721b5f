import type { OrderPlaced } from '../contract/order-placed.ts';
import { logger } from '../logger.ts';

/** A message the broker did not confirm in time, and why. It may have arrived all the same. */
export interface Unsent {
  readonly message: OrderPlaced;
  readonly cause: unknown;
}

/** Where placed orders are announced. Made by `sqs.ts` and by `rabbitmq.ts`, chosen as `#queue`. */
export interface OrderQueue {
  /**
   * Sends each message once and waits for the broker to confirm that it is stored.
   * @returns the messages that were not confirmed within the send timeout; never rejects, because
   * the order is already safe in the database and the relay sends it again
   */
  send(messages: readonly OrderPlaced[]): Promise<Unsent[]>;
  /**
   * Sends a message for somebody who does not wait to hear what became of it, because the relay stands
   * behind them. In a process that lives on it resolves at once. Lambda freezes a process that has
   * answered, and there it resolves as `send` does.
   */
  nudge(message: OrderPlaced): Promise<void>;
  /** @throws when the broker cannot be reached or the queue is not there */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** What became of a nudge, when it did not get through. */
export function logUnsent(unsent: readonly Unsent[]): void {
  for (const { message, cause } of unsent) {
    logger.warn('order left to the relay', { ...message, reason: String(cause) });
  }
}
