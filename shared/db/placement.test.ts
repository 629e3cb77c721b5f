import { addProduct, sql } from '../../tests/support/database.ts';
import { database } from './database.ts';
import { insertOrder, type NewOrder } from './placement.ts';

let product: number;
beforeAll(async () => {
  product = await addProduct();
});

function newOrder(note: string): NewOrder {
  return {
    lines: [{ product_id: product, quantity: 1, note }],
    customer: null,
    pickupAt: null,
    correlationId: 'placement',
    idempotencyKey: null,
    requestHash: 'placement',
  };
}

test('an order that the database rejects does not affect the other orders of its batch', async () => {
  // PostgreSQL text cannot hold this character; requests with it are refused earlier.
  const notes = ['one', 'two', 'three', 'fo\0ur', 'five', 'six'];
  const settled = await Promise.allSettled(
    notes.map((note) => insertOrder(database, newOrder(note))),
  );
  expect(settled.map(({ status }) => status)).toEqual(
    notes.map((note) => (note.includes('\0') ? 'rejected' : 'fulfilled')),
  );
  expect(await sql('select note from order_lines order by order_id, line_no')).toHaveLength(5);
});
