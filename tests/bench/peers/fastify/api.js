/** Good habits: a pool, a transaction, a kept channel, publisher confirms, a compiled schema. */
import Fastify from 'fastify';
import { openPublisher } from '../broker.js';
import { orderRequest, strictly } from '../order-request.js';
import { placeOrder } from './place-order.js';

const { PORT, QUEUE, RABBITMQ_URL } = process.env;
const publish = await openPublisher(RABBITMQ_URL, QUEUE);
// One line an order, as the bakery logs, instead of Fastify's two.
const app = Fastify({ logger: true, disableRequestLogging: true, ajv: strictly });

app.post('/order', { schema: orderRequest }, async (request, reply) => {
  const { status, id, reason } = await placeOrder(request.body);
  if (status !== 201) return reply.code(status).send({ message: reason });
  await publish({ order_id: id });
  request.log.info({ order_id: id }, 'order placed');
  return reply.code(201).send({ message: 'Order placed successfully!', order_id: id });
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
