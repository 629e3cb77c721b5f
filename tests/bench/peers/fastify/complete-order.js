import { inTransaction } from './database.js';

/** Takes the stock and completes the order; an order that is already decided stays unchanged. */
export function completeOrder(id) {
  return inTransaction(async (client) => {
    const found = await client.query('select status from orders where id = $1 for update', [id]);
    if (found.rows[0]?.status !== 'Pending') return;
    const lines = await client.query(
      'select product_id, quantity from order_lines where order_id = $1 order by product_id',
      [id],
    );
    for (const { product_id, quantity } of lines.rows) {
      await client.query('update products set stock = stock - $2 where id = $1', [
        product_id,
        quantity,
      ]);
    }
    await client.query(
      `update orders set status = 'Completed', completed_at = clock_timestamp() where id = $1`,
      [id],
    );
  });
}
