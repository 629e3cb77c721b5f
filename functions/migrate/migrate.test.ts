import { readdir } from 'node:fs/promises';
import { basename } from 'node:path';
import { newContext } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { handler } from './handler.ts';

const files = await readdir(new URL('../../shared/db/migrations', import.meta.url));
const everyMigration = files.toSorted().map((file) => basename(file, '.sql'));

process.env['DATABASE_URL'] = process.env['OWNER_DATABASE_URL'];

const run = () => handler(undefined, newContext());

test('leaves a current database unchanged', async () => {
  expect(await run()).toEqual({ applied: [] });
});

test('gives an empty database the schema and the demo catalogue', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public authorization bakery_owner');
  expect(await run()).toEqual({ applied: everyMigration });
  expect(await sql('select name from products where id = 1')).toEqual([{ name: 'Chocolate Cake' }]);
});

test('keeps an existing catalogue', async () => {
  await sql('delete from stock_movements where product_id > 1');
  await sql('truncate product_weekdays, product_pools, product_option_groups');
  await sql('delete from products where id > 1');
  await run();
  expect(await sql('select id from products')).toEqual([{ id: 1 }]);
});

test('an older release leaves a newer schema unchanged', async () => {
  await sql(`insert into migrations (name, run_on) values ('9999_from-tomorrow', now())`);
  expect(await run()).toEqual({ applied: [] });
});

test('two concurrent deployments migrate once', async () => {
  await sql('drop schema public cascade');
  await sql('create schema public authorization bakery_owner');
  const results = await Promise.all([run(), run()]);
  expect(results.flatMap((result) => result?.applied ?? [])).toEqual(everyMigration);
  expect(await sql('select count(*)::integer as products from products')).toEqual([
    { products: 13 },
  ]);
});

describe('the demo accounts', () => {
  const accounts = () => sql('select name, role, active from staff_accounts order by name');

  test('are created when there are no accounts', async () => {
    await sql('truncate staff_accounts cascade');
    await run();
    expect(await accounts()).toEqual([
      { name: 'baker', role: 'baker', active: true },
      { name: 'manager', role: 'manager', active: true },
    ]);
  });

  test('are not created when there are other accounts', async () => {
    await sql('truncate staff_accounts cascade');
    await sql(
      `insert into staff_accounts (name, role, password_hash) values ('anna', 'manager', 'none')`,
    );
    await run();
    expect(await accounts()).toEqual([{ name: 'anna', role: 'manager', active: true }]);
  });

  test('are deactivated and signed out outside the demo, and other accounts stay active', async () => {
    await sql('truncate staff_accounts cascade');
    await run();
    await sql(
      `insert into staff_accounts (name, role, password_hash) values ('anna', 'manager', 'none')`,
    );
    await sql(
      `insert into staff_sessions select name, id, now(), now() + interval '1 hour' from staff_accounts`,
    );
    process.env['DEMO'] = 'off';
    await run();
    delete process.env['DEMO'];
    expect(await accounts()).toEqual([
      { name: 'anna', role: 'manager', active: true },
      { name: 'baker', role: 'baker', active: false },
      { name: 'manager', role: 'manager', active: false },
    ]);
    expect(await sql('select token_hash from staff_sessions')).toEqual([{ token_hash: 'anna' }]);
  });
});
