import type { OrderPlaced } from '../contract/order-placed.ts';
import { logger } from '../logger.ts';

/** A message the broker did not confirm in time, and why. It may have arrived all the same. */
export interface Unsent {
  readonly message: OrderPlaced;
  readonly cause: unknown;
}

/** Publishes order-placed messages. Implemented by `sqs.ts` and `rabbitmq.ts`, chosen as `#queue`. */
export interface OrderQueue {
  /**
   * Sends each message once and waits for the broker to confirm that it is stored.
   * @returns the messages that were not confirmed within the send timeout; never rejects, because
   * the order is already safe in the database and the relay sends it again
   */
  send(messages: readonly OrderPlaced[]): Promise<Unsent[]>;
  /**
   * Publishes a message without reporting the result: the relay sends again what does not arrive. In a
   * long-lived process it resolves at once. Lambda freezes a process after its answer, so there it
   * resolves once the broker has confirmed the message or the send timeout has passed.
   */
  publishInBackground(message: OrderPlaced): Promise<void>;
  /** @throws when the broker cannot be reached or the queue does not exist */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Logs messages that were not confirmed, with the reason. */
export function logUnsent(unsent: readonly Unsent[]): void {
  for (const { message, cause } of unsent) {
    logger.warn('order left to the relay', { ...message, reason: String(cause) });
  }
}
