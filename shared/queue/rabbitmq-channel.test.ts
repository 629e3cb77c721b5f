import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { eventually } from '../../tests/support/eventually.ts';
import { keepChannel } from './rabbitmq-channel.ts';

const broker = new URL(process.env['RABBITMQ_URL'] ?? '');

/** A connection to the broker through a proxy that can cut it. */
async function openProxiedConnection() {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect(Number(broker.port || 5672), broker.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    near.pipe(far).pipe(near);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = new URL(broker);
  url.hostname = '127.0.0.1';
  url.port = String((server.address() as AddressInfo).port);
  return {
    url: url.href,
    cut: () => sockets.forEach((socket) => socket.resetAndDestroy()),
    close: async () => {
      server.close();
      await once(server, 'close');
    },
  };
}

test('connects again when the connection breaks during the setup of the channel', async () => {
  const way = await openProxiedConnection();
  let attempts = 0;
  const kept = await keepChannel(way.url, async (channel) => {
    attempts++;
    if (attempts > 1) return;
    way.cut();
    await channel.assertQueue('', { exclusive: true });
  });
  await eventually(async () => expect((await kept.opened(100)).connection).toBeDefined());
  expect(attempts).toBe(2);
  await kept.close();
  await way.close();
});
