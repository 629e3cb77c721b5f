import type { OrderPlaced } from '../contract/order-placed.ts';
import { logger } from '../logger.ts';

/**
 * A message that the broker did not confirm in time, and the reason. The broker may have stored it.
 */
export interface Unsent {
  readonly message: OrderPlaced;
  readonly cause: unknown;
}

/**
 * Publishes order-placed messages. Implemented by `sqs.ts` and `rabbitmq.ts`, chosen as `#queue`.
 */
export interface OrderQueue {
  /**
   * Sends each message once and waits until the broker confirms that it is stored.
   * @returns the messages that were not confirmed within the send timeout; never rejects, because
   * the order is already in the database and the relay resends it
   */
  send(messages: readonly OrderPlaced[]): Promise<Unsent[]>;
  /**
   * Publishes a message without reporting the result: the relay resends a lost message. In a
   * long-lived process the promise resolves at once. Lambda freezes a process after its response,
   * so on Lambda the promise resolves once the broker has confirmed the message or the send timeout
   * has passed.
   */
  publishInBackground(message: OrderPlaced): Promise<void>;
  /** @throws when the broker cannot be reached or the queue does not exist */
  check(): Promise<void>;
  close(): Promise<void>;
}

/** Logs messages that were not confirmed, with the reason. */
export function logUnsent(unsent: readonly Unsent[]): void {
  for (const { message, cause } of unsent) {
    logger.warn('message not confirmed, left to the relay', { ...message, reason: String(cause) });
  }
}
