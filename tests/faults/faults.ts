import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { type Fault, seconds } from './fault.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

/**
 * All faults of a world. Bytes and milliseconds are drawn for each one, so that a thousand faults
 * differ.
 */
export function faultsOf(world: World): readonly Fault[] {
  return [
    ...world.parts.map(kill),
    ...faultsOfDatabase(world),
    ...faultsOfMessages(world),
    ...faultsOfNetwork(world),
    {
      name: 'rolling restart (SIGTERM)',
      async happen(random) {
        for (const part of world.rolling) {
          part.terminate();
          await seconds(random, 0, 0.5);
        }
      },
    },
    {
      name: 'a clock is a day ahead or behind',
      async happen(random) {
        const part = random.oneOf(world.parts).process;
        const day = 24 * 3_600_000 * random.oneOf([-1, 1]);
        part.setNextLife({
          NODE_OPTIONS: `--import ${fileURLToPath(new URL('./shift-clock.mjs', import.meta.url))}`,
          SHIFT_CLOCK_MS: String(day),
        });
        part.kill();
        await seconds(random, 1, 3);
        await world.untilOpen();
        part.kill();
      },
    },
    ...world.ownFaults,
  ];
}

function kill({ name, process }: World['parts'][number]): Fault {
  return {
    name: `kill -9 of ${name}`,
    happen() {
      process.kill();
      return Promise.resolve();
    },
  };
}

function faultsOfDatabase({ database }: World): readonly Fault[] {
  const fullDisk: Fault = {
    name: 'the disk of the database is full',
    async happen(random) {
      await database.fillDisk();
      await seconds(random, 0.5, 1.5);
      await database.emptyDisk();
      await database.start();
    },
  };
  return [
    {
      name: 'kill -9 of PostgreSQL',
      async happen(random) {
        await database.kill();
        await seconds(random, 0, 1);
        await database.start();
      },
    },
    {
      name: 'every database connection is terminated, again and again',
      async happen(random) {
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
      async happen(random) {
        const taken = await takeAllConnections(database.url);
        await seconds(random, 0.5, 2);
        await Promise.all(taken.map((client) => client.end().catch(() => undefined)));
      },
    },
    {
      name: 'the allocation lock is held',
      happen: (random) =>
        hold(database.url, `select pg_advisory_xact_lock(hashtext('bakery allocation'))`, random),
    },
    {
      name: 'all products are locked',
      happen: (random) => hold(database.url, 'select from products for update', random),
    },
    ...(database.hasSmallDisk ? [fullDisk] : []),
  ];
}

function faultsOfMessages({ broker, database }: World): readonly Fault[] {
  return [
    { name: 'the queues are deleted', happen: () => broker.loseQueues() },
    { name: 'the broker forgets all messages', happen: () => broker.forgetMessages() },
    {
      name: 'messages come twice, late and in another order',
      async happen(random) {
        const rows = await database.query<{ order_id: number; correlation_id: string }>(
          'select id as order_id, correlation_id from orders order by random() limit 30',
        );
        const shuffled = rows.flatMap((row) => (random.happens(0.5) ? [row, row] : [row]));
        await broker.publish(shuffled.map((row) => JSON.stringify(row)));
      },
    },
    {
      name: 'messages make no sense',
      happen: (random) =>
        broker.publish(
          [
            '',
            '{',
            'null',
            '[]',
            '{"order_id":-1}',
            '{"order_id":1e99,"correlation_id":"x"}',
            '{"order_id":2147483647,"correlation_id":"none"}',
            '\u0000',
            '{"__proto__":{"order_id":1}}',
          ].filter(() => random.happens(0.5)),
        ),
    },
  ];
}

type Proxies = World['proxies'];
type Proxy = Proxies[keyof Proxies];

function faultsOfNetwork({ proxies }: World): readonly Fault[] {
  const network = (
    what: string,
    where: keyof Proxies,
    begin: (proxy: Proxy, random: Random) => void,
    minSeconds = 0.2,
  ): Fault => ({
    name: `${what} between ${where === 'api' ? 'customers and the API' : `all clients and the ${where}`}`,
    async happen(random) {
      begin(proxies[where], random);
      await seconds(random, minSeconds, minSeconds + 1.8);
      proxies[where].heal();
    },
  });
  return [
    network('latency', 'database', (proxy, random) => proxy.setLatency(random.between(20, 3_000))),
    network('latency', 'broker', (proxy, random) => proxy.setLatency(random.between(20, 3_000))),
    network('resets', 'database', (proxy) => proxy.cut()),
    network('resets', 'broker', (proxy) => proxy.cut()),
    network('resets', 'api', (proxy) => proxy.cut()),
    network('a pulled cable', 'database', (proxy) => proxy.halfOpen(true)),
    network('a pulled cable', 'broker', (proxy) => proxy.halfOpen(true)),
    network('a refusing port', 'database', (proxy) => proxy.refuse(true)),
    network('a refusing port', 'broker', (proxy) => proxy.refuse(true)),
    network('answers that come too late', 'database', holdAnswers, 1.2),
    network('answers that come too late', 'broker', holdAnswers, 1.2),
    network('answers that come too late', 'api', holdAnswers, 1.2),
    network('a cut in the middle of an answer', 'database', cutInTheMiddle),
    network('a cut in the middle of an answer', 'broker', cutInTheMiddle),
    network('a cut in the middle of an answer', 'api', cutInTheMiddle),
  ];
}

/** The request is executed, and its client gives up before the response. */
function holdAnswers(proxy: Proxy) {
  proxy.holdAnswers(true);
}

function cutInTheMiddle(proxy: Proxy, random: Random) {
  proxy.cutInTheMiddle(random.between(1, 200));
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

/** Holds the lock longer than any request waits; sometimes for 20 s, like an administrator's open transaction. */
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
