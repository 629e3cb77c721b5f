import { rabbitmqConfig, sendTimeoutMs } from '../config.ts';
import type { OrderPlaced } from '../contract/order-placed.ts';
import { withDeadline } from '../deadline.ts';
import { logUnsent, type OrderQueue, type Unsent } from './order-queue.ts';
import { keepChannel, type KeptChannel } from './rabbitmq-channel.ts';
import { declareTopology, toTopology } from './rabbitmq-topology.ts';

/** One connection per function instance, opened by the first send and kept. */
export function openOrderQueue(): OrderQueue {
  const { url, queue, retryDelaysMs } = rabbitmqConfig();
  const topology = toTopology(queue, retryDelaysMs);
  const timeoutMs = sendTimeoutMs();
  let kept: Promise<KeptChannel> | undefined;
  const channel = () => (kept ??= keepChannel(url, (opened) => declareTopology(opened, topology)));

  async function sendOne(message: OrderPlaced): Promise<Unsent[]> {
    try {
      const content = Buffer.from(JSON.stringify(message));
      await (await channel()).publish(topology.work, content, timeoutMs);
      return [];
    } catch (cause) {
      return [{ message, cause }];
    }
  }

  return {
    async send(messages) {
      return (await Promise.all(messages.map(sendOne))).flat();
    },
    publishInBackground(message) {
      void sendOne(message).then(logUnsent);
      return Promise.resolve();
    },
    async check() {
      const opened = await (await channel()).opened(timeoutMs);
      const found = opened.checkQueue(topology.work);
      await withDeadline(found, timeoutMs, () => new Error('RabbitMQ did not answer in time'));
    },
    async close() {
      await (await kept)?.close();
    },
  };
}
