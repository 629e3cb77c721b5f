import { randomUUID } from 'node:crypto';
import { connect, type ChannelModel, type ConfirmChannel, type Options } from 'amqplib';
import { withDeadline } from '../deadline.ts';
import { toError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { QueueMismatch } from './rabbitmq-topology.ts';

export interface KeptChannel {
  /**
   * Publishes one persistent message to a queue and waits until the broker has stored it.
   * @throws when there is no connection, the queue does not exist, too many messages are
   * unconfirmed, or the broker refuses the message or does not confirm it within `timeoutMs`. A
   * message that was not confirmed may still have been stored
   */
  publish(
    queue: string,
    content: Buffer,
    timeoutMs: number,
    options?: Options.Publish,
  ): Promise<void>;
  /**
   * The open channel. While the first connection is being made, waits for its channel.
   * @throws when disconnected, when the broker is short of memory or disk, or after `timeoutMs`
   */
  opened(timeoutMs: number): Promise<ConfirmChannel>;
  /**
   * Resolves when a queue exists with other arguments than `setup` declares. Only an operator can
   * correct that.
   */
  readonly refused: Promise<QueueMismatch>;
  close(): Promise<void>;
}

/**
 * The limit of unconfirmed messages. At the limit publishing fails at once, so that messages do not
 * pile up in memory while the broker is slow. The relay resends the failed messages.
 */
const maxUnconfirmed = 1_000;

/**
 * The time limit for opening the channel, and for `setup` (milliseconds). After this time the
 * connection is made again. A broker may answer heartbeats but no declarations.
 */
const setupTimeoutMs = 10_000;

/**
 * A confirm channel that reconnects. When a channel or its connection is lost, both are opened
 * again and `setup` runs on the new channel; unconfirmed messages are not sent again.
 */
export async function keepChannel(
  url: string,
  setup: (channel: ConfirmChannel) => Promise<void>,
): Promise<KeptChannel> {
  const first = Promise.withResolvers<ConfirmChannel>();
  first.promise.catch(() => undefined);
  /**
   * The open channel, or the first channel while it is being opened; undefined while disconnected.
   */
  let current: Promise<ConfirmChannel> | undefined = first.promise;
  let isBlocked = false;
  let isClosing = false;
  let isOpen = false;
  let unconfirmed = 0;
  const refused = Promise.withResolvers<QueueMismatch>();
  const unroutable = new Set<string>();

  const connection = await connect(withHeartbeat(url), {
    timeout: 2_000,
    recovery: {
      waitForConnect: false,
      initialDelay: 100,
      maxDelay: 2_000,
      // Spreads the reconnects of all processes after a broker restart.
      jitter: 0.5,
      async setup(model: ChannelModel) {
        guardUntilSetUp(model);
        const opening = model.createConfirmChannel();
        const channel = await withDeadline(
          opening,
          setupTimeoutMs,
          () => new Error('RabbitMQ opened no channel'),
        );
        channel.on('error', (error) => logger.warn('RabbitMQ channel failed', error));
        channel.on('return', ({ properties }) => unroutable.add(String(properties.messageId)));
        // amqplib recovers lost connections but not lost channels, so this handler closes the
        // connection of a lost channel. The close is deferred, so that amqplib first handles a
        // connection that was lost before its channel.
        channel.on('close', () => {
          if (isClosing) return;
          queueMicrotask(() => void model.close().catch(() => undefined));
        });
        await withDeadline(
          setup(channel),
          setupTimeoutMs,
          () => new Error('RabbitMQ did not complete the setup in time'),
        );
        first.resolve(channel);
        current = Promise.resolve(channel);
        isOpen = true;
      },
    },
  });
  connection.on('error', (error) => logger.warn('RabbitMQ connection failed', error));
  connection.on('blocked', () => (isBlocked = true));
  connection.on('unblocked', () => (isBlocked = false));
  const lose = (error: Error) => {
    if (error instanceof QueueMismatch) refused.resolve(error);
    if (current) logger.warn('RabbitMQ cannot be used', error);
    current = undefined;
    isOpen = false;
    isBlocked = false;
  };
  connection.on('disconnect', lose);
  connection.on('connect-failed', lose);
  connection.on('connect', () => logger.info('RabbitMQ connected'));

  const opened = async (timeoutMs: number) => {
    if (!current) throw new Error('RabbitMQ cannot be reached');
    if (isBlocked) throw new Error('RabbitMQ is short of memory or disk and accepts no messages');
    return withDeadline(current, timeoutMs, () => new Error('RabbitMQ did not answer in time'));
  };

  async function publish(
    queue: string,
    content: Buffer,
    timeoutMs: number,
    options: Options.Publish = {},
  ) {
    if (unconfirmed >= maxUnconfirmed)
      throw new Error('RabbitMQ is too slow: too many unconfirmed messages');
    unconfirmed++;
    const confirmed = opened(timeoutMs)
      .then((channel) => send(channel, queue, content, options))
      // Counted until amqplib settles the message, even after the deadline, because amqplib keeps
      // it in memory until then.
      .finally(() => unconfirmed--);
    await withDeadline(
      confirmed,
      timeoutMs,
      () => new Error('RabbitMQ did not confirm the message in time'),
    );
  }

  function send(channel: ConfirmChannel, queue: string, content: Buffer, options: Options.Publish) {
    const messageId = options.messageId ?? randomUUID();
    const { promise: confirmed, resolve, reject } = Promise.withResolvers<undefined>();
    channel.publish(
      '',
      queue,
      content,
      { contentType: 'application/json', ...options, messageId, persistent: true, mandatory: true },
      (error: unknown) => {
        // An unroutable message is returned and then confirmed, in this order.
        if (unroutable.delete(messageId)) {
          void channel.close().catch(() => undefined);
          reject(new Error(`The queue ${queue} does not exist`));
        } else if (error) {
          reject(toError(error));
        } else resolve(undefined);
      },
    );
    return confirmed;
  }

  return {
    publish,
    opened,
    refused: refused.promise,
    async close() {
      isClosing = true;
      // Closing the connection overtakes acknowledgements; closing the channel waits for them.
      if (isOpen) await closeChannel(await current).catch(() => undefined);
      await connection.close();
    },
  };
}

const closeTimeoutMs = 2_000;

function closeChannel(channel: ConfirmChannel | undefined): Promise<void> {
  const closing = channel?.close() ?? Promise.resolve();
  return withDeadline(closing, closeTimeoutMs, () => new Error('RabbitMQ did not close in time'));
}

/**
 * Handles errors of a new connection while `setup` runs, because an unhandled error would end the
 * process. Also limits the wait for closing the connection: after a failed setup, amqplib reconnects
 * only when the broker has confirmed the close, which an unreachable broker never does.
 */
function guardUntilSetUp(model: ChannelModel) {
  model.on('error', () => undefined);
  const close = model.close.bind(model);
  model.close = () =>
    withDeadline(close(), closeTimeoutMs, () => new Error('RabbitMQ did not close in time'));
}

/**
 * Sets a heartbeat of ten seconds if the URL has none, because the broker's default is a minute. A
 * dead connection is detected after two missed heartbeats.
 */
function withHeartbeat(url: string): string {
  const parsed = new URL(url);
  if (!parsed.searchParams.has('heartbeat')) parsed.searchParams.set('heartbeat', '10');
  return parsed.href;
}
