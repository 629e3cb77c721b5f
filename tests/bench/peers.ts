/** What people would use instead: see peers/. Each is an API and a worker, as ours is. */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import pg from 'pg';
import { findProgram, run } from '../support/find-program.ts';
import { freePort } from '../support/free-port.ts';
import { startChild } from './child.ts';
import { type Books, type Contestant, plenty, products, Unavailable } from './contestant.ts';
import type { Ground } from './ground.ts';
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

export function startFastify(ground: Ground): Promise<Contestant> {
  return startPeer(ground, { name: 'fastify', api: 'fastify/api.js', worker: 'fastify/worker.js' });
}

export function startTuned(ground: Ground): Promise<Contestant> {
  return startPeer(ground, { name: 'tuned', api: 'tuned/api.js', worker: 'tuned/worker.js' });
}

export async function startNest(ground: Ground): Promise<Contestant> {
  // Node strips types, and NestJS is written with decorators.
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
  return startPeer(ground, {
    name: 'nest',
    api: join(built, 'api.mjs'),
    worker: join(built, 'worker.mjs'),
    toMessage: (orderId) => ({ pattern: 'order-placed', data: { order_id: orderId } }),
  });
}

/** Debian's Python and its packages; another Python would not find them. */
const python = '/usr/bin/python3';

export async function startFlask(ground: Ground): Promise<Contestant> {
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
  return startPeer(ground, {
    name: 'flask',
    program: python,
    api: 'flask/api.py',
    worker: 'flask/worker.py',
    closesConnections: true,
  });
}

async function startPeer(ground: Ground, peer: Peer): Promise<Contestant> {
  const { name, program, api: apiFile, worker: workerFile } = peer;
  const databaseUrl = await ground.createDatabase(name);
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
        HOME: ground.folder,
        NODE_ENV: 'production',
        PORT: String(port),
        DATABASE_URL: databaseUrl,
        DATABASE_POOL_MAX: '16',
        RABBITMQ_URL: ground.rabbitmqUrl,
        QUEUE: queue,
      },
      log: join(ground.folder, `${name}-${role}.log`),
    });
  return startStack({
    name,
    url: `http://127.0.0.1:${port}/order`,
    closesConnections: peer.closesConnections ?? false,
    books: { databaseUrl, ...books },
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
     select id, 'Product ' || id, 100, ${plenty} from generate_series(1, ${products}) id`,
  );
  await client.end();
}

const books: Omit<Books, 'databaseUrl'> = {
  clear: `truncate orders cascade; update products set stock = ${plenty}`,
  place: `
    with placed as (
      insert into orders (status) select 'Pending' from generate_series(1, $1::integer) returning id
    ), line as (
      insert into order_lines (order_id, line_no, product_id, quantity, unit_price_minor)
      select id, 1, 1 + id % ${products}, 1 + id % 3, 100 from placed
    )
    select id from placed order by id`,
};
