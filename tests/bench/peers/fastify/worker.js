/** Good habits: as many concurrent orders as connections, each acknowledged after its commit. */
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
