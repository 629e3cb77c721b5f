import { connect } from 'amqplib';

/** A durable queue, replicated by Raft, as in the bakery: the broker confirms messages that are on the disk. */
export const quorum = { durable: true, arguments: { 'x-queue-type': 'quorum' } };

/** A channel kept for the life of the process, on which every message is confirmed. */
export async function openPublisher(url, queue) {
  const connection = await connect(url);
  const channel = await connection.createConfirmChannel();
  await channel.assertQueue(queue, quorum);
  /** Resolves when the broker has stored the message; any number of messages may be unconfirmed. */
  return (message) =>
    new Promise((resolve, reject) => {
      const content = Buffer.from(JSON.stringify(message));
      channel.sendToQueue(queue, content, { persistent: true }, (error) =>
        error ? reject(error) : resolve(),
      );
    });
}

export async function openConsumer(url, queue, prefetch, consume) {
  const connection = await connect(url);
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, quorum);
  await channel.prefetch(prefetch);
  await channel.consume(queue, (message) => message && consume(message, channel));
  return channel;
}
