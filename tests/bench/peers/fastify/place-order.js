import { inTransaction } from './database.js';

/** Inserts order and line in one transaction. @returns the order's id, or the reason of a refusal */
export function placeOrder({ product_id, quantity }) {
  return inTransaction(async (client) => {
    const found = await client.query('select price_minor, stock from products where id = $1', [
      product_id,
    ]);
    const [product] = found.rows;
    if (!product) return { status: 404, reason: 'There is no such product.' };
    if (product.stock === 0) return { status: 409, reason: 'Nothing is left of it.' };
    const placed = await client.query(
      `insert into orders (status) values ('Pending') returning id`,
    );
    const [{ id }] = placed.rows;
    await client.query(
      `insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)
       values ($1, 1, $2, $3, $4)`,
      [id, product_id, quantity, product.price_minor],
    );
    return { status: 201, id };
  });
}
