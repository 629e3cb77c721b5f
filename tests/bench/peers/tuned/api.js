/** As fast as Fastify can be made without giving up durability: one prepared statement, no logging. */
import Fastify from 'fastify';
import pg from 'pg';
import { openPublisher } from '../broker.js';
import { oneOrder, orderRequest, productList, strictly } from '../schemas.js';

const { PORT, QUEUE, RABBITMQ_URL, DATABASE_URL, DATABASE_POOL_MAX } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: Number(DATABASE_POOL_MAX) });
const publish = await openPublisher(RABBITMQ_URL, QUEUE);
const app = Fastify({ logger: false, ajv: strictly });

const placement = `
  with product as (
    select id, price_minor, stock from products where id = $1
  ), placed as (
    insert into orders (status) select 'Pending' from product where stock > 0 returning id
  ), line as (
    insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)
    select placed.id, 1, product.id, $2, price_minor from placed, product
  )
  select (select id from placed) as id, exists (select from product) as is_known`;

app.post('/order', { schema: orderRequest }, async (request, reply) => {
  const { product_id, quantity } = request.body;
  const { rows } = await pool.query({
    name: 'placement',
    text: placement,
    values: [product_id, quantity],
  });
  const [{ id, is_known }] = rows;
  if (id === null) return reply.code(is_known ? 409 : 404).send({ message: 'Not available.' });
  // Concurrent messages are confirmed together.
  await publish({ order_id: id });
  return reply.code(201).send({ message: 'Order placed successfully!', order_id: id });
});

const allProducts = {
  name: 'products',
  text: 'select id, name, price_minor / 100.0::float8 as price from products order by id',
};

app.get('/products', { schema: productList }, async () => (await pool.query(allProducts)).rows);

const orderById = 'select id as order_id, status from orders where id = $1';

app.get('/order/:id', { schema: oneOrder }, async (request, reply) => {
  const values = [request.params.id];
  const { rows } = await pool.query({ name: 'order', text: orderById, values });
  return rows[0] ?? reply.code(404).send({ message: 'There is no such order.' });
});

await app.listen({ host: '127.0.0.1', port: Number(PORT) });
