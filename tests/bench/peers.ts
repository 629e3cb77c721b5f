/** The alternatives in peers/: each has an API and a worker, like the bakery. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { findProgram, run } from '../support/find-program.ts';
import { freePort } from '../support/free-port.ts';
import { startChild } from './child.ts';
import {
  type OrderStore,
  type Contestant,
  unlimitedStock,
  products,
  Unavailable,
} from './contestant.ts';
import type { SharedServices } from './shared-services.ts';
import { startStack } from './stack.ts';

const folder = fileURLToPath(new URL('./peers', import.meta.url));

interface Peer {
  readonly name: string;
  readonly program?: string;
  readonly api: string;
  readonly worker: string;
  readonly closesConnections?: boolean;
  readonly toMessage?: (orderId: number) => unknown;
}

export function startFastify(services: SharedServices): Promise<Contestant> {
  return startPeer(services, {
    name: 'fastify',
    api: 'fastify/api.js',
    worker: 'fastify/worker.js',
  });
}

export function startTuned(services: SharedServices): Promise<Contestant> {
  return startPeer(services, { name: 'tuned', api: 'tuned/api.js', worker: 'tuned/worker.js' });
}

export async function startNest(services: SharedServices): Promise<Contestant> {
  // Node only strips types, and NestJS needs decorators to be compiled.
  const built = join(folder, 'node_modules/.nest');
  await mkdir(built, { recursive: true });
  await build({
    entryPoints: ['api', 'worker'].map((name) => join(folder, `nest/${name}.ts`)),
    outdir: built,
    bundle: true,
    packages: 'external',
    platform: 'node',
    format: 'esm',
    outExtension: { '.js': '.mjs' },
    tsconfigRaw: { compilerOptions: { experimentalDecorators: true } },
  });
  return startPeer(services, {
    name: 'nest',
    api: join(built, 'api.mjs'),
    worker: join(built, 'worker.mjs'),
    toMessage: (orderId) => ({ pattern: 'order-placed', data: { order_id: orderId } }),
  });
}

/** Debian's Python with its packages; another Python would not find them. */
const python = '/usr/bin/python3';

export async function startFlask(services: SharedServices): Promise<Contestant> {
  const isThere = await findProgram(python).then((program) =>
    program
      ? run(program, ['-c', 'import flask, pika, psycopg2']).then(
          () => true,
          () => false,
        )
      : false,
  );
  if (!isThere) {
    throw new Unavailable('apt-get install python3-flask python3-psycopg2 python3-pika');
  }
  return startPeer(services, {
    name: 'flask',
    program: python,
    api: 'flask/api.py',
    worker: 'flask/worker.py',
    closesConnections: true,
  });
}

async function startPeer(services: SharedServices, peer: Peer): Promise<Contestant> {
  const { name, program, api: apiFile, worker: workerFile } = peer;
  const databaseUrl = await services.createDatabase(name);
  await makeTables(databaseUrl);
  const queue = `orders-${name}`;
  const port = await freePort();
  const start = (role: string, file: string) =>
    startChild({
      ...(program !== undefined && { program }),
      args: [file],
      cwd: folder,
      env: {
        PATH: process.env['PATH'],
        HOME: services.folder,
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        DATABASE_POOL_MAX: '16',
        RABBITMQ_URL: services.rabbitmqUrl,
        QUEUE: queue,
      },
      log: join(services.folder, `${name}-${role}.log`),
    });
  return startStack({
    name,
    url: `http://127.0.0.1:${port}/order`,
    closesConnections: peer.closesConnections ?? false,
    store: { databaseUrl, ...store },
    queue,
    toMessage: peer.toMessage ?? ((orderId) => ({ order_id: orderId })),
    startApi: () => start('api', apiFile),
    startWorker: () => start('worker', workerFile),
  });
}

async function makeTables(databaseUrl: string) {
  const client = new pg.Client({ connectionString: databaseUrl });
  await client.connect();
  await client.query(await readFile(join(folder, 'schema.sql'), 'utf8'));
  await client.query(
    `insert into products (id, name, price_minor, stock)
     select id, 'Product ' || id, 100, ${unlimitedStock} from generate_series(1, ${products}) id`,
  );
  await client.end();
}

const store: Omit<OrderStore, 'databaseUrl'> = {
  clear: `truncate orders cascade; update products set stock = ${unlimitedStock}`,
  place: `
    with placed as (
      insert into orders (status) select 'Pending' from generate_series(1, $1::integer) returning id
    ), line as (
      insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)
      select id, 1, 1 + id % ${products}, 1 + id % 3, 100 from placed
    )
    select id from placed order by id`,
};
