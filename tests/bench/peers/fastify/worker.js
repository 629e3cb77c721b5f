/** Good habits: as many orders at once as there are connections, each acknowledged when it is committed. */
import pino from 'pino';
import { openConsumer } from '../broker.js';
import { completeOrder } from './complete-order.js';

const { QUEUE, RABBITMQ_URL, DATABASE_POOL_MAX } = process.env;
const log = pino();

await openConsumer(RABBITMQ_URL, QUEUE, Number(DATABASE_POOL_MAX), async (message, channel) => {
  const { order_id } = JSON.parse(message.content.toString());
  try {
    await completeOrder(order_id);
    log.info({ order_id }, 'order completed');
    channel.ack(message);
  } catch (error) {
    log.error({ order_id, error }, 'order comes again');
    channel.nack(message, false, true);
  }
});
