import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { connect } from 'amqplib';
import { readiness } from '../../shared/contract/health.ts';
import { eventually } from '../../tests/support/eventually.ts';
import { startFaultProxy } from '../../tests/support/fault-proxy.ts';
import { freePort } from '../../tests/support/free-port.ts';

const program = fileURLToPath(new URL('./worker.ts', import.meta.url));
const running = new Set<ChildProcess>();

afterEach(() => running.forEach((child) => child.kill('SIGKILL')));

async function startWorker(settings: Readonly<Record<string, string>> = {}) {
  const port = await freePort();
  const { PATH, DATABASE_URL, RABBITMQ_URL, RABBITMQ_QUEUE } = process.env;
  const child = spawn(process.execPath, [program], {
    env: {
      ...{ PATH, DATABASE_URL, RABBITMQ_URL, RABBITMQ_QUEUE },
      HOME: tmpdir(),
      HEALTH_PORT: String(port),
      ALLOW_VOLATILE_DATABASE: 'on',
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  running.add(child);
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => (printed += chunk.toString()));
  }
  const exited = once(child, 'exit').finally(() => running.delete(child)) as Promise<[number]>;
  return {
    url: `http://127.0.0.1:${port}`,
    output: () => printed,
    ended: async () => (await exited)[0],
    terminate: () => child.kill('SIGTERM'),
  };
}

/** The results of the liveness and the readiness check. */
async function healthOf(url: string) {
  const [alive, work] = await Promise.all([fetch(`${url}/health`), fetch(`${url}/health/ready`)]);
  const { status, database, queue } = readiness.parse(await work.json());
  return { alive: alive.status, ready: work.status, status, database, queue };
}

const ready = { alive: 200, ready: 200, status: 'ready', database: 'up', queue: 'up' };

test('a worker refuses a volatile database with a clear message, and exits', async () => {
  const worker = await startWorker({ ALLOW_VOLATILE_DATABASE: 'off' });
  expect(await worker.ended()).toBe(1);
  expect(worker.output()).toContain(
    'The worker cannot work: This database may forget orders that it has accepted',
  );
  expect(worker.output()).toContain('fsync is off');
});

test('a worker that finds its queue with other arguments says what to do, and exits', async () => {
  const queue = process.env['RABBITMQ_QUEUE'] ?? '';
  const connection = await connect(process.env['RABBITMQ_URL'] ?? '');
  const channel = await connection.createChannel();
  await channel.assertQueue(queue, { durable: false });
  const worker = await startWorker();
  expect(await worker.ended()).toBe(1);
  expect(worker.output()).toContain(
    `The worker cannot work: The queue ${queue} exists, but not as`,
  );
  expect(worker.output()).toContain('Delete it, or set RABBITMQ_QUEUE');
  await channel.deleteQueue(queue);
  const next = await startWorker();
  await eventually(async () => expect(await healthOf(next.url)).toEqual(ready));
  await connection.close();
});

async function behindProxy(setting: 'DATABASE_URL' | 'RABBITMQ_URL', defaultPort: number) {
  const url = new URL(process.env[setting] ?? '');
  const proxy = await startFaultProxy({ upstreamPort: Number(url.port || defaultPort) });
  url.port = String(proxy.port);
  return { proxy, settings: { [setting]: url.href } };
}

test('a worker waits for its database, and may be stopped while it waits', async () => {
  const { proxy, settings } = await behindProxy('DATABASE_URL', 5432);
  proxy.refuse(true);
  const patient = await startWorker(settings);
  const stopped = await startWorker(settings);
  for (const { output } of [patient, stopped]) {
    await eventually(() => expect(output()).toContain('worker waits for the database'));
  }
  stopped.terminate();
  expect(await stopped.ended()).toBe(0);
  proxy.heal();
  await eventually(async () => expect(await healthOf(patient.url)).toEqual(ready));
  patient.terminate();
  expect(await patient.ended()).toBe(0);
  await proxy.stop();
});

test.each([
  ['DATABASE_URL', 5432, { database: 'down', queue: 'up', status: 'unavailable' }],
  ['RABBITMQ_URL', 5672, { database: 'up', queue: 'down', status: 'degraded' }],
] as const)(
  'a worker without %s is alive and not ready, until the connection is back',
  async (...row) => {
    const [setting, port, expected] = row;
    const { proxy, settings } = await behindProxy(setting, port);
    const worker = await startWorker(settings);
    await eventually(async () => expect(await healthOf(worker.url)).toEqual(ready));
    proxy.refuse(true);
    proxy.cut();
    await eventually(async () =>
      expect(await healthOf(worker.url)).toEqual({ alive: 200, ready: 503, ...expected }),
    );
    proxy.heal();
    await eventually(async () => expect(await healthOf(worker.url)).toEqual(ready));
    worker.terminate();
    expect(await worker.ended()).toBe(0);
    await proxy.stop();
  },
);
