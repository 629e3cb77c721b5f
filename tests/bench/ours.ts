/** The bakery as in Compose, with all features: serverless-offline and one worker. */
import { cp, mkdir, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { buildBundles } from '../../build.ts';
import { freePorts } from '../support/free-port.ts';
import { startChild } from './child.ts';
import { type OrderStore, type Contestant, unlimitedStock, products } from './contestant.ts';
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

const leanHost = fileURLToPath(new URL('./lean-host.ts', import.meta.url));

/** The arguments of the API's process, which may depend on its environment. */
type Host = (checkout: string, apiPort: number) => readonly string[];

export function startOurs(services: SharedServices): Promise<Contestant> {
  return startBakery(services, 'ours', () => [serverless, 'offline', '--stage', 'local']);
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
): Promise<Contestant> {
  const checkout = await prepareCheckout(services, name);
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
    store: { databaseUrl, ...store },
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

export const store: Omit<OrderStore, 'databaseUrl'> = {
  clear: `truncate orders, pickup_slots, pickup_spans, baking_days, claims cascade; update products set stock = ${unlimitedStock}`,
  place: `
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
    select id from placed order by id`,
};
