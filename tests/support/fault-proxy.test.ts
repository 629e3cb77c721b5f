import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { eventually } from './eventually.ts';
import { type FaultProxy, startFaultProxy } from './fault-proxy.ts';

let echo: Server;
let proxy: FaultProxy;
/** The server's ends of the accepted connections. */
let accepted: Socket[];
let clients: Socket[];

beforeEach(async () => {
  accepted = [];
  clients = [];
  echo = createServer((socket) => {
    accepted.push(socket);
    socket.on('error', () => undefined);
    socket.pipe(socket);
  });
  echo.listen(0, '127.0.0.1');
  await once(echo, 'listening');
  proxy = await startFaultProxy({ upstreamPort: (echo.address() as AddressInfo).port });
});

afterEach(async () => {
  for (const client of clients) client.destroy();
  await proxy.stop();
  for (const socket of accepted) socket.destroy();
  await once(echo.close(), 'close');
});

/** A connection, the data it has received, and how it ended. */
async function open(port = proxy.port) {
  const socket = connect(port, '127.0.0.1');
  clients.push(socket);
  const seen = { received: '', ending: '' };
  socket.on('data', (chunk: Buffer) => (seen.received += chunk.toString()));
  socket.on('error', (error: NodeJS.ErrnoException) => (seen.ending = error.code ?? ''));
  socket.on('end', () => (seen.ending = 'end'));
  // A refused connection may be reset before the client learns that it was connected.
  await once(socket, 'connect').catch(() => undefined);
  return { socket, seen };
}

/** Long enough to show that nothing passes between two sockets of one machine. */
const shortWaitMs = 100;

test('passes data and its end in both directions', async () => {
  const { socket, seen } = await open();
  socket.write('bread');
  await eventually(() => expect(seen.received).toBe('bread'));
  socket.end(' and butter');
  await eventually(() => expect(seen).toEqual({ received: 'bread and butter', ending: 'end' }));
  await eventually(() => expect(proxy.connections()).toBe(0));
});

test('passes megabytes in order', async () => {
  const { socket, seen } = await open();
  const sent = Array.from({ length: 300_000 }, (_, n) => String(n)).join(',');
  socket.end(sent);
  await eventually(() => expect(seen.ending).toBe('end'));
  expect(seen.received === sent).toBe(true);
});

test('delays each byte in both directions, and keeps the order of bytes after healing', async () => {
  const { socket, seen } = await open();
  proxy.setLatency(150);
  const start = performance.now();
  socket.write('a');
  await eventually(() => expect(seen.received).toBe('a'));
  expect(performance.now() - start).toBeGreaterThanOrEqual(299);
  proxy.setLatency(60_000);
  socket.write('b');
  await setTimeout(shortWaitMs);
  proxy.heal();
  socket.write('c');
  await eventually(() => expect(seen.received).toBe('abc'));
});

test('resets all open connections on both sides when cut, and serves new connections', async () => {
  const one = await open();
  const other = await open();
  await eventually(() => expect(accepted).toHaveLength(2));
  proxy.cut();
  await eventually(() => expect(one.seen.ending).toBe('ECONNRESET'));
  await eventually(() => expect(other.seen.ending).toBe('ECONNRESET'));
  await eventually(() => expect(accepted.map(({ closed }) => closed)).toEqual([true, true]));
  const next = await open();
  next.socket.write('again');
  await eventually(() => expect(next.seen.received).toBe('again'));
});

test('half-open: nothing passes and nothing ends until the fault is switched off', async () => {
  const { socket, seen } = await open();
  await eventually(() => expect(accepted).toHaveLength(1));
  proxy.halfOpen(true);
  const late = await open();
  socket.write('held');
  late.socket.write('late');
  accepted[0]?.write('from afar');
  await setTimeout(shortWaitMs);
  expect([seen, late.seen]).toEqual(Array(2).fill({ received: '', ending: '' }));
  expect(accepted).toHaveLength(1);
  proxy.halfOpen(false);
  await eventually(() => expect(seen.received).toContain('held'));
  expect(seen.received).toContain('from afar');
  await eventually(() => expect(late.seen.received).toBe('late'));
});

test('half-open: delivers the end of a connection after the fault is switched off', async () => {
  const { socket, seen } = await open();
  await eventually(() => expect(accepted).toHaveLength(1));
  proxy.halfOpen(true);
  accepted[0]?.resetAndDestroy();
  socket.write('hello?');
  await setTimeout(shortWaitMs);
  expect(seen.ending).toBe('');
  proxy.heal();
  await eventually(() => expect(seen.ending).toBe('ECONNRESET'));
});

test('holds answers: a request arrives, and its response passes after the fault is switched off', async () => {
  const { socket, seen } = await open();
  await eventually(() => expect(accepted).toHaveLength(1));
  let arrived = '';
  accepted[0]?.on('data', (chunk: Buffer) => (arrived += chunk.toString()));
  proxy.holdAnswers(true);
  socket.write('request');
  await eventually(() => expect(arrived).toBe('request'));
  await setTimeout(shortWaitMs);
  expect(seen).toEqual({ received: '', ending: '' });
  proxy.holdAnswers(false);
  await eventually(() => expect(seen.received).toBe('request'));
});

test('applies back pressure instead of buffering without limit', async () => {
  const { socket } = await open();
  proxy.halfOpen(true);
  const megabyte = Buffer.alloc(1024 * 1024);
  for (let n = 0; n < 64; n++) socket.write(megabyte);
  await setTimeout(shortWaitMs);
  expect(socket.writableLength).toBeGreaterThan(32 * megabyte.length);
});

test('refuses new connections and keeps open connections', async () => {
  const { socket, seen } = await open();
  proxy.refuse(true);
  const refused = await open();
  await eventually(() => expect(refused.seen.ending).toBe('ECONNRESET'));
  socket.write('still here');
  await eventually(() => expect(seen.received).toBe('still here'));
  proxy.heal();
  const next = await open();
  next.socket.write('welcome');
  await eventually(() => expect(next.seen.received).toBe('welcome'));
});

test('cuts one response in the middle, and no other', async () => {
  const { socket, seen } = await open();
  proxy.cutInTheMiddle(5);
  socket.write('chocolate cake');
  await eventually(() => expect(seen).toEqual({ received: 'choco', ending: 'ECONNRESET' }));
  const next = await open();
  next.socket.write('chocolate cake');
  await eventually(() => expect(next.seen.received).toBe('chocolate cake'));
});

test('cuts a response before its first byte, after the request has arrived', async () => {
  const { socket, seen } = await open();
  await eventually(() => expect(accepted).toHaveLength(1));
  let asked = '';
  accepted[0]?.on('data', (chunk: Buffer) => (asked += chunk.toString()));
  proxy.cutInTheMiddle(0);
  socket.write('done?');
  await eventually(() => expect(asked).toBe('done?'));
  await eventually(() => expect(seen).toEqual({ received: '', ending: 'ECONNRESET' }));
});

test('reaches a server again after a restart on the same port', async () => {
  const { port } = echo.address() as AddressInfo;
  await once(echo.close(), 'close');
  const refused = await open();
  await eventually(() => expect(refused.seen.ending).not.toBe(''));
  echo.listen(port, '127.0.0.1');
  await once(echo, 'listening');
  const { socket, seen } = await open();
  socket.write('back');
  await eventually(() => expect(seen.received).toBe('back'));
});

test('shows each request and answer to the watcher, and resets the connection when an answer is withheld', async () => {
  const seen: string[] = [];
  const watched = await proxy.openWatchedPort(() => ({
    letRequestPass: (content) => seen.push(`asked ${content.toString()}`) > 0,
    letAnswerPass(content) {
      seen.push(`answered ${content.toString()}`);
      return content.toString() !== 'secret';
    },
  }));
  const client = await open(watched);
  client.socket.write('bread');
  await eventually(() => expect(client.seen.received).toBe('bread'));
  client.socket.write('secret');
  await eventually(() => expect(client.seen).toEqual({ received: 'bread', ending: 'ECONNRESET' }));
  expect(seen).toEqual(['asked bread', 'answered bread', 'asked secret', 'answered secret']);
});

test('cuts watched connections too', async () => {
  const watched = await proxy.openWatchedPort(() => ({
    letRequestPass: () => true,
    letAnswerPass: () => true,
  }));
  const client = await open(watched);
  await eventually(() => expect(proxy.connections()).toBe(1));
  proxy.cut();
  await eventually(() => expect(client.seen.ending).toBe('ECONNRESET'));
});
