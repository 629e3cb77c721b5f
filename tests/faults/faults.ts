import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { type Channel, connect } from 'amqplib';
import pg from 'pg';
import type { Random } from './random.ts';
import type { Supervised } from './supervised-process.ts';
import type { World } from './world.ts';

/** Something that goes wrong, and is over when `happen` resolves. */
export interface Fault {
  readonly name: string;
  happen(world: World, random: Random): Promise<void>;
}

const seconds = (random: Random, min: number, max: number) =>
  setTimeout(1_000 * (min + random.next() * (max - min)));

const partsOf = ({ api, workers, relay }: World): readonly Supervised[] => [api, ...workers, relay];

export const fullDisk = 'the disk of the database is full';

/** Bytes and milliseconds are drawn anew each time, so that a thousand faults are a thousand. */
export const faults: readonly Fault[] = [
  kill('the API', ({ api }) => api),
  kill('a worker', ({ workers }, random) => random.oneOf(workers)),
  kill('the relay', ({ relay }) => relay),
  {
    name: 'kill -9 of PostgreSQL',
    async happen({ database }, random) {
      await database.kill();
      await seconds(random, 0, 1);
      await database.start();
    },
  },
  {
    name: 'kill -9 of RabbitMQ',
    async happen({ broker }, random) {
      await broker.kill();
      await seconds(random, 0, 1);
      await broker.start();
    },
  },
  {
    name: 'rolling restart of the workers and the relay (SIGTERM)',
    async happen({ workers, relay }, random) {
      for (const part of [...workers, relay]) {
        part.terminate();
        await seconds(random, 0, 0.5);
      }
    },
  },
  {
    name: 'the queues are deleted',
    async happen(world) {
      await onBroker(world, async (channel) => {
        for (const queue of await queuesOf(world)) await channel.deleteQueue(queue);
      });
    },
  },
  {
    name: 'the broker forgets all messages',
    async happen(world) {
      await onBroker(world, (channel) => channel.purgeQueue(world.queue));
    },
  },
  {
    name: 'every database connection is terminated, again and again',
    async happen({ database }, random) {
      for (let time = 0; time < 5; time++) {
        await database.query(
          `select pg_terminate_backend(pid) from pg_stat_activity
           where pid <> pg_backend_pid() and backend_type = 'client backend'`,
        );
        await seconds(random, 0, 0.2);
      }
    },
  },
  {
    name: 'no database connection is left',
    async happen({ database }, random) {
      const taken = await takeAllConnections(database.url);
      await seconds(random, 0.5, 2);
      await Promise.all(taken.map((client) => client.end().catch(() => undefined)));
    },
  },
  {
    name: 'somebody holds the allocation lock',
    happen: ({ database }, random) =>
      hold(database.url, `select pg_advisory_xact_lock(hashtext('bakery allocation'))`, random),
  },
  {
    name: 'somebody holds all products',
    happen: ({ database }, random) => hold(database.url, 'select from products for update', random),
  },
  network('latency', 'database', (proxy, random) => proxy.setLatency(random.between(20, 3_000))),
  network('latency', 'broker', (proxy, random) => proxy.setLatency(random.between(20, 3_000))),
  network('resets', 'database', (proxy) => proxy.cut()),
  network('resets', 'broker', (proxy) => proxy.cut()),
  network('resets', 'api', (proxy) => proxy.cut()),
  network('a pulled cable', 'database', (proxy) => proxy.halfOpen(true)),
  network('a pulled cable', 'broker', (proxy) => proxy.halfOpen(true)),
  network('a refusing port', 'database', (proxy) => proxy.refuse(true)),
  network('a refusing port', 'broker', (proxy) => proxy.refuse(true)),
  network('a cut in the middle of an answer', 'database', cutInTheMiddle),
  network('a cut in the middle of an answer', 'broker', cutInTheMiddle),
  network('a cut in the middle of an answer', 'api', cutInTheMiddle),
  {
    name: 'the broker is short of memory',
    async happen({ broker }, random) {
      await broker.control('set_vm_memory_high_watermark', 'absolute', '1MB');
      await seconds(random, 0.5, 2);
      await broker.control('set_vm_memory_high_watermark', '0.6');
    },
  },
  {
    name: 'messages come twice, late and in another order',
    async happen(world, random) {
      const rows = await world.database.query<{ order_id: number; correlation_id: string }>(
        'select id as order_id, correlation_id from orders order by random() limit 30',
      );
      const shuffled = rows.flatMap((row) => (random.happens(0.5) ? [row, row] : [row]));
      await publish(
        world,
        shuffled.map((row) => JSON.stringify(row)),
      );
    },
  },
  {
    name: 'messages make no sense',
    happen: (world, random) =>
      publish(
        world,
        [
          '',
          '{',
          'null',
          '[]',
          '{"order_id":-1}',
          '{"order_id":1e99,"correlation_id":"x"}',
          '{"order_id":2147483647,"correlation_id":"nobody"}',
          '\u0000',
          '{"__proto__":{"order_id":1}}',
        ].filter(() => random.happens(0.5)),
      ),
  },
  {
    name: 'a clock is a day ahead or behind',
    async happen(world, random) {
      const part = random.oneOf(partsOf(world));
      const day = 24 * 3_600_000 * random.oneOf([-1, 1]);
      part.setNextLife({
        NODE_OPTIONS: `--import ${fileURLToPath(new URL('./shift-clock.mjs', import.meta.url))}`,
        SHIFT_CLOCK_MS: String(day),
      });
      part.kill();
      await seconds(random, 1, 3);
      part.kill();
    },
  },
  {
    name: fullDisk,
    async happen({ database }, random) {
      await database.fillDisk();
      await seconds(random, 0.5, 1.5);
      await database.emptyDisk();
      await database.start();
    },
  },
];

function kill(name: string, choose: (world: World, random: Random) => Supervised): Fault {
  return {
    name: `kill -9 of ${name}`,
    happen(world, random) {
      choose(world, random).kill();
      return Promise.resolve();
    },
  };
}

type ProxyName = keyof World['proxies'];

function network(
  what: string,
  where: ProxyName,
  begin: (proxy: World['proxies'][ProxyName], random: Random) => void,
): Fault {
  return {
    name: `${what} between ${where === 'api' ? 'customers and the API' : `everybody and the ${where}`}`,
    async happen({ proxies }, random) {
      begin(proxies[where], random);
      await seconds(random, 0.2, 2);
      proxies[where].heal();
    },
  };
}

function cutInTheMiddle(proxy: World['proxies'][ProxyName], random: Random) {
  proxy.cutInTheMiddle(random.between(1, 200));
}

async function onBroker({ broker }: World, work: (channel: Channel) => Promise<unknown>) {
  const connection = await connect(broker.url);
  connection.on('error', () => undefined);
  try {
    const channel = await connection.createChannel();
    channel.on('error', () => undefined);
    await work(channel);
    await channel.close();
  } finally {
    await connection.close().catch(() => undefined);
  }
}

/** The work queue and those beside it. */
async function queuesOf({ broker }: World): Promise<string[]> {
  const listed = await broker.control('list_queues', '--quiet', '--no-table-headers', 'name');
  return listed
    .split('\n')
    .map((name) => name.trim())
    .filter((name) => name !== '');
}

async function publish(world: World, bodies: readonly string[]) {
  await onBroker(world, (channel) => {
    for (const body of bodies) {
      channel.sendToQueue(world.queue, Buffer.from(body), { persistent: true });
    }
    return Promise.resolve();
  });
}

async function takeAllConnections(url: string): Promise<pg.Client[]> {
  const taken: pg.Client[] = [];
  for (let n = 0; n < 200; n++) {
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
    } catch {
      break;
    }
    taken.push(client);
  }
  return taken;
}

/** Longer than any request waits for it; now and then as long as a person at a prompt. */
async function hold(url: string, lock: string, random: Random) {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('begin');
    await client.query(lock);
    await (random.happens(0.1) ? setTimeout(20_000) : seconds(random, 0.5, 4));
  } finally {
    await client.end().catch(() => undefined);
  }
}
