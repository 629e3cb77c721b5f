import { once } from 'node:events';
import { createServer, type Server } from 'node:net';
import { freePort, freePorts } from '../../tests/support/free-port.ts';
import { ensureFree } from './ports.ts';

const servers: Server[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

async function take(port: number, address: string) {
  const server = createServer().listen(port, address);
  servers.push(server);
  await once(server, 'listening');
}

async function refusalOf(ports: Readonly<Record<string, number>>): Promise<string> {
  const asked = Object.entries(ports).map(([setting, number]) => ({ setting, number }));
  return ensureFree(asked, 0).then(
    () => '',
    (error: unknown) => (error as Error).message,
  );
}

const advised = (refusal: string) =>
  [...refusal.matchAll(/_PORT=(\d+) npm start/g)].map(([, port]) => Number(port));

test.each(['127.0.0.1', '::1', '0.0.0.0', '::'])('finds a program using %s', async (address) => {
  const port = await freePort();
  await take(port, address);
  expect(await refusalOf({ FRONTEND_PORT: port })).toMatch(
    new RegExp(`^Port ${port} is taken by another program.* FRONTEND_PORT=\\d+ npm start$`),
  );
});

test('suggests ports that are free on both addresses, and a different one for each setting', async () => {
  const [port = 0] = await freePorts(1);
  const ports = { API_PORT: port, FRONTEND_PORT: port + 10, SQS_PORT: port + 20 };
  for (const number of [port, port + 10, port + 20]) await take(number, '127.0.0.1');
  await take(port + 30, '::1');
  const numbers = advised(await refusalOf(ports));
  expect(new Set(numbers).size).toBe(3);
  expect(numbers).not.toContain(port + 30);
  const [API_PORT = 0, FRONTEND_PORT = 0, SQS_PORT = 0] = numbers;
  expect(await refusalOf({ API_PORT, FRONTEND_PORT, SQS_PORT })).toBe('');
});

test.each([65_535, 65_530])('suggests no port above the highest when %i is taken', async (port) => {
  await take(port, '127.0.0.1');
  const [number = 0] = advised(await refusalOf({ API_PORT: port }));
  expect(number).toBeLessThan(port);
  expect(await refusalOf({ API_PORT: number })).toBe('');
});

test('names two settings that have the same port', async () => {
  const port = await freePort();
  const refusal = await refusalOf({ API_PORT: port, POSTGRES_PORT: port + 1, SQS_PORT: port });
  expect(refusal).toContain(`API_PORT and SQS_PORT are both ${port}.`);
  const [SQS_PORT = 0] = advised(refusal);
  expect(await refusalOf({ API_PORT: port, POSTGRES_PORT: port + 1, SQS_PORT })).toBe('');
});

test('waits for a port that is being released', async () => {
  const port = await freePort();
  await take(port, '::1');
  const waiting = ensureFree([{ setting: 'API_PORT', number: port }], 60_000);
  servers[0]?.close();
  await expect(waiting).resolves.toBeUndefined();
});
