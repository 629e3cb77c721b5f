import { newContext } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { handler } from './handler.ts';

const everyMigration = ['0001_catalogue-and-orders', '0002_a-real-bakery'];

const run = () => handler(undefined, newContext());

test('a database that is up to date is left as it is', async () => {
  expect(await run()).toEqual({ applied: [] });
});

test('an empty database gets the schema and the demo catalogue', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public');
  expect(await run()).toEqual({ applied: everyMigration });
  expect(await sql('select name from products where id = 1')).toEqual([{ name: 'Chocolate Cake' }]);
});

test('a bakery with a catalogue of its own keeps it', async () => {
  await sql('delete from stock_movements where product_id > 1');
  await sql('delete from products where id > 1');
  await run();
  expect(await sql('select id from products')).toEqual([{ id: 1 }]);
});

test('two deployments at once migrate once', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public');
  const results = await Promise.all([run(), run()]);
  expect(results.flatMap(({ applied }) => applied)).toEqual(everyMigration);
  expect(await sql('select count(*)::integer as products from products')).toEqual([
    { products: 12 },
  ]);
});
