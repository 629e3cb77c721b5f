/** Good habits: a pool, a transaction, a kept channel, publisher confirms, a compiled schema. */
import Fastify from 'fastify';
import { openPublisher } from '../broker.js';
import { oneOrder, orderRequest, productList, strictly } from '../schemas.js';
import { pool } from './database.js';
import { placeOrder } from './place-order.js';

const { PORT, QUEUE, RABBITMQ_URL } = process.env;
const publish = await openPublisher(RABBITMQ_URL, QUEUE);
// One log line per order, as the bakery, instead of Fastify's two.
const app = Fastify({ logger: true, disableRequestLogging: true, ajv: strictly });

app.post('/order', { schema: orderRequest }, async (request, reply) => {
  const { status, id, reason } = await placeOrder(request.body);
  if (status !== 201) return reply.code(status).send({ message: reason });
  await publish({ order_id: id });
  request.log.info({ order_id: id }, 'order placed');
  return reply.code(201).send({ message: 'Order placed successfully!', order_id: id });
});

app.get('/products', { schema: productList }, async () => {
  const { rows } = await pool.query('select id, name, price_minor from products order by id');
  return rows.map(({ id, name, price_minor }) => ({ id, name, price: price_minor / 100 }));
});

app.get('/order/:id', { schema: oneOrder }, async (request, reply) => {
  const { rows } = await pool.query('select id, status from orders where id = $1', [
    request.params.id,
  ]);
  if (rows.length === 0) return reply.code(404).send({ message: 'There is no such order.' });
  return { order_id: rows[0].id, status: rows[0].status };
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
