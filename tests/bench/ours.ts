/** The bakery as in Compose, with all features: serverless-offline and one worker. */
import { execFile } from 'node:child_process';
import { cp, mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { buildBundles } from '../../build.ts';
import { freePorts } from '../support/free-port.ts';
import { startChild } from './child.ts';
import {
  type Contestant,
  type OrderStore,
  products,
  type StartContestant,
  unlimitedStock,
} from './contestant.ts';
import { dailyProducts, optionGroups, optionProducts } from './workload.ts';
import type { SharedServices } from './shared-services.ts';
import { startStack } from './stack.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
export const serverless = createRequire(import.meta.url).resolve('serverless/bin/serverless.js');
/** The settings of docker-compose.yml and the Dockerfile. */
export function settingsOf(
  services: SharedServices,
  databaseUrl: string,
  queue: string,
): NodeJS.ProcessEnv {
  return {
    PATH: process.env['PATH'],
    HOME: services.folder,
    NODE_ENV: 'production',
    DATABASE_URL: databaseUrl,
    DATABASE_POOL_MAX: '16',
    RABBITMQ_URL: services.rabbitmqUrl,
    RABBITMQ_QUEUE: queue,
    MAX_OPEN_ORDERS_PER_ADDRESS: '0',
    POWERTOOLS_LOG_LEVEL: 'INFO',
    SLS_LOG_LEVEL: 'warning',
    SLS_TELEMETRY_DISABLED: '1',
    DEMO: 'off',
  };
}

/** Copies the files that run to a separate folder. @returns the folder */
async function prepareCheckout(services: SharedServices, name: string): Promise<string> {
  const checkout = join(services.folder, name);
  await mkdir(checkout);
  for (const file of ['package.json', 'serverless.yml']) {
    await cp(join(root, file), join(checkout, file));
  }
  for (const folder of ['cloud', 'local', 'node_modules']) {
    await symlink(join(root, folder), join(checkout, folder));
  }
  await buildBundles('rabbitmq', join(checkout, 'dist'));
  return checkout;
}

/** The same with the code of a commit, and the packages of this one. */
async function prepareCommit(services: SharedServices, name: string, commit: string) {
  const checkout = join(services.folder, name);
  const archive = join(services.folder, `${name}.tar`);
  await mkdir(checkout);
  await run('git', ['-C', root, 'archive', '--output', archive, commit]);
  await run('tar', ['-xf', archive, '-C', checkout]);
  await symlink(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const build = (await import(pathToFileURL(join(checkout, 'build.ts')).href)) as {
    buildBundles: typeof buildBundles;
  };
  await build.buildBundles('rabbitmq', join(checkout, 'dist'));
  return checkout;
}

const run = promisify(execFile);

const leanHost = fileURLToPath(new URL('./lean-host.ts', import.meta.url));

/** The arguments of the API's process, which may depend on its environment. */
type Host = (checkout: string, apiPort: number) => readonly string[];

const serverlessHost: Host = () => [serverless, 'offline', '--stage', 'local'];

export function startOurs(services: SharedServices): Promise<Contestant> {
  return startBakery(services, 'ours', serverlessHost);
}

/** The bakery of an earlier commit. */
export function startBefore(commit: string): StartContestant {
  return (services) =>
    startBakery(services, 'before', serverlessHost, prepareCommit(services, 'before', commit));
}

/** The bakery under another host of its functions. */
export function startOursLean(services: SharedServices): Promise<Contestant> {
  return startBakery(services, 'lean', (checkout, apiPort) => [
    leanHost,
    join(checkout, 'dist/functions/place-order/handler.mjs'),
    String(apiPort),
  ]);
}

/**
 * Creates the database of a bakery without orders, with the code of an existing checkout.
 * @returns the URL of the database
 */
export async function createBakery(
  services: SharedServices,
  name: string,
  { checkout = 'ours', kinds = products } = {},
): Promise<string> {
  const databaseUrl = await services.createDatabase(name);
  const migrate = startChild({
    args: ['dist/worker/migrate.mjs'],
    cwd: join(services.folder, checkout),
    env: settingsOf(services, databaseUrl, ''),
    log: join(services.folder, `${name}-migrate.log`),
  });
  if ((await migrate.ended) !== 0) migrate.check();
  await stockUp(databaseUrl, kinds);
  return databaseUrl;
}

const mostWorkers = 4;

async function startBakery(
  services: SharedServices,
  name: string,
  host: Host,
  preparing = prepareCheckout(services, name),
): Promise<Contestant> {
  const checkout = await preparing;
  const databaseUrl = await createBakery(services, name, { checkout: name });
  const queue = `orders-${name}`;
  const env = settingsOf(services, databaseUrl, queue);
  const inCheckout = (role: string, args: readonly string[], more: NodeJS.ProcessEnv = {}) =>
    startChild({
      args: ['--enable-source-maps', ...args],
      cwd: checkout,
      env: { ...env, ...more },
      log: join(services.folder, `${name}-${role}.log`),
    });

  const [apiPort = 0, ...healthPorts] = await freePorts(1 + mostWorkers);
  return startStack({
    name,
    url: `http://127.0.0.1:${apiPort}/order`,
    store: await toStore(databaseUrl),
    queue,
    toMessage: (orderId) => ({ order_id: orderId, correlation_id: 'bench' }),
    startApi: () =>
      inCheckout('api', host(checkout, apiPort), {
        API_PORT: String(apiPort),
      }),
    startWorker: (at) =>
      inCheckout('worker', ['dist/worker/worker.mjs'], { HEALTH_PORT: String(healthPorts[at]) }),
  });
}

/** The same stock for all contestants, and slots that hold all orders, so that none is refused. */
export async function stockUp(databaseUrl: string, kinds = products): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query('truncate products restart identity cascade');
  await client.query(
    `insert into products (name, price_minor, kind, stock)
     select 'Product ' || id, 100, 'shelf', ${unlimitedStock} from generate_series(1, $1::integer) id`,
    [kinds],
  );
  await client.query(`update settings set slot_capacity = ${unlimitedStock}`);
  await client.end();
}

/** An earlier commit may lack tables. */
async function toStore(databaseUrl: string): Promise<OrderStore> {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  const { rows } = await client.query<{ table: string }>(
    `select tablename as table from pg_tables where schemaname = 'public'`,
  );
  await client.end();
  const tables = rows.map(({ table }) => table);
  return {
    databaseUrl,
    clear: `
      truncate ${tables.filter((table) => filledByOrders.includes(table)).join(', ')} cascade;
      update products set stock = ${unlimitedStock} where stock > 0`,
    place: placeDirectly,
    addDayProducts: tables.includes('pools') ? dayProducts : shelfProductsAndCake,
    addOptionProducts: tables.includes('option_groups') ? productsWithOptions : undefined,
  };
}

const filledByOrders = [
  'orders',
  'pickup_slots',
  'pickup_spans',
  'baking_days',
  'claims',
  'pool_days',
  'option_days',
];

const hasNoDayProducts = `(select count(*) from products) = ${products}`;
const insertCake = `
  insert into products (name, price_minor, kind, stock) values ('Cake', 100, 'made_to_order', null);`;

/** Daily products, and a cake that takes from a pool. */
const dayProducts = `
  do $$ begin if ${hasNoDayProducts} then
    insert into products (name, price_minor, kind, is_daily, stock)
    select 'Daily ' || n, 100, 'shelf', true, 0 from generate_series(1, ${dailyProducts}) n;
    insert into product_weekdays (product_id, weekday, units, reserve)
    select id, weekday, 100000, 0 from products, generate_series(1, 7) as weekday where is_daily;
    ${insertCake}
    insert into pools (name, name_key, unit) values ('Oven', 'oven', 'trays');
    insert into pool_weekdays (pool_id, weekday, units)
    select id, weekday, 1000000 from pools, generate_series(1, 7) as weekday;
    insert into product_pools (product_id, pool_id, weight)
    select p.id, o.id, 1 from products p, pools o where p.kind = 'made_to_order';
  end if; end $$`;

/** Sets the ids, because a workload names them. */
const productsWithOptions = `
  do $$ begin if not exists (select from option_groups) then
    insert into products (id, name, price_minor, kind, stock)
    overriding system value
    select ${optionProducts.first} + n, 'Cake ' || n, 1000, 'shelf', ${unlimitedStock}
    from generate_series(0, ${optionProducts.count - 1}) n;
    insert into option_groups (id, name, kind)
    overriding system value values (1, 'Size', 'one'), (2, 'Fillings', 'several'), (3, 'Sliced', 'yes_no');
    insert into options (id, group_id, name, price_minor)
    overriding system value
    select first + n, group_id, 'Option ' || n, 50 * n
    from (values (1, ${optionGroups.size.first}, ${optionGroups.size.count}),
      (2, ${optionGroups.fillings.first}, ${optionGroups.fillings.count}),
      (3, ${optionGroups.sliced.first}, ${optionGroups.sliced.count})) as g (group_id, first, count)
    cross join lateral generate_series(0, count - 1) n;
    insert into product_option_groups (product_id, group_id, min, max, free)
    select p.id, g.id, case g.id when 1 then 1 else 0 end, case g.id when 2 then 2 else 1 end, case g.id when 2 then 1 else 0 end
    from products p, option_groups g where p.id >= ${optionProducts.first};
  end if; end $$`;

/** The same orders in a bakery without daily products and pools. */
const shelfProductsAndCake = `
  do $$ begin if ${hasNoDayProducts} then
    insert into products (name, price_minor, kind, stock)
    select 'Daily ' || n, 100, 'shelf', ${unlimitedStock} from generate_series(1, ${dailyProducts}) n;
    ${insertCake}
  end if; end $$`;

const placeDirectly = `

    with placed as (
      insert into orders (status, request_hash, correlation_id, relay_at)
      select 'Pending', 'bench', 'bench', now() + interval '1 day' from generate_series(1, $1::integer)
      returning id
    ), line as (
      insert into order_lines
        (order_id, line_no, product_id, quantity, product_name, unit_price_minor, allergens)
      select placed.id, 1, p.id, 1 + placed.id % 3, p.name, p.price_minor, p.allergens
      from placed join products p on p.id = 1 + placed.id % ${products}
    ), timeline as (
      insert into order_timeline (order_id, to_status, by) select id, 'Pending', 'customer' from placed
    )
    select id from placed order by id`;
