/** Completes many orders in one statement, acknowledged at once. Orders for more than the stock are rejected. */
import pg from 'pg';
import { openConsumer } from '../broker.js';

const { QUEUE, RABBITMQ_URL, DATABASE_URL } = process.env;
const pool = new pg.Pool({ connectionString: DATABASE_URL, max: 2 });
const most = 250;

const completion = {
  name: 'completion',
  text: `
    with pending as materialized (
      select id from orders where id = any($1::integer[]) and status = 'Pending'
      order by id for update
    ), needed as (
      select product_id, sum(quantity) as units
      from order_lines where order_id in (select id from pending)
      group by product_id
    ), taken as (
      update products p set stock = p.stock - units from needed n where p.id = n.product_id
    )
    update orders set status = 'Completed', completed_at = clock_timestamp()
    where id in (select id from pending)`,
};

/** PostgreSQL's "check violation": the order exceeds the stock. */
const oversold = '23514';

async function complete(ids) {
  try {
    await pool.query({ ...completion, values: [ids] });
  } catch (error) {
    if (error.code !== oversold) throw error;
    if (ids.length > 1) for (const id of ids) await complete([id]);
    else await pool.query(`update orders set status = 'Rejected' where id = $1`, ids);
  }
}

let waiting = [];
let isWorking = false;

async function work() {
  if (isWorking) return;
  isWorking = true;
  while (waiting.length > 0) {
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    const last = batch.at(-1);
    try {
      await complete(batch.map((message) => JSON.parse(message.content.toString()).order_id));
      channel.ack(last, true);
    } catch {
      channel.nack(last, true, true);
    }
  }
  isWorking = false;
}

const channel = await openConsumer(RABBITMQ_URL, QUEUE, 2 * most, (message) => {
  waiting.push(message);
  // Messages that have arrived together are processed together.
  setImmediate(() => void work());
});
