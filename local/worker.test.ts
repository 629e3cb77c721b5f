import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { fileURLToPath } from 'node:url';
import { connect } from 'amqplib';
import { eventually } from '../tests/support/eventually.ts';
import { startFaultProxy } from '../tests/support/fault-proxy.ts';
import { freePort } from '../tests/support/free-port.ts';

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

const statusOf = async (url: string) => (await fetch(url)).status;

test('a worker on a database that may forget orders says so, and ends', async () => {
  const worker = await startWorker({ ALLOW_VOLATILE_DATABASE: 'off' });
  expect(await worker.ended()).toBe(1);
  expect(worker.output()).toContain(
    'The worker cannot work: This database may forget orders that it has accepted',
  );
  expect(worker.output()).toContain('fsync is off');
});

test('a worker that finds another queue under its name says what to do, and ends', async () => {
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
  await eventually(async () => expect(await statusOf(next.url)).toBe(200));
  await connection.close();
});

test('a worker whose database is away waits for it, and may be stopped meanwhile', async () => {
  const url = new URL(process.env['DATABASE_URL'] ?? '');
  const proxy = await startFaultProxy({ upstreamPort: Number(url.port) });
  url.port = String(proxy.port);
  proxy.refuse(true);
  const [patient, stopped] = [
    await startWorker({ DATABASE_URL: url.href }),
    await startWorker({ DATABASE_URL: url.href }),
  ];
  for (const { output } of [patient, stopped]) {
    await eventually(() => expect(output()).toContain('worker waits for the database'));
  }
  stopped.terminate();
  expect(await stopped.ended()).toBe(0);
  proxy.heal();
  await eventually(async () => expect(await statusOf(patient.url)).toBe(200));
  patient.terminate();
  expect(await patient.ended()).toBe(0);
  await proxy.stop();
});
