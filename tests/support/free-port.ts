import { once } from 'node:events';
import { createServer } from 'node:net';

/**
 * Below the ports of outgoing connections (32768 and up on Linux, 49152 elsewhere): an outgoing
 * connection could take the port of a server that is restarted.
 */
const lowest = 10_000;
const highest = 32_000;

/** Each process starts at a random port, so that two processes seldom choose the same port. */
let next = lowest + Math.floor(Math.random() * (highest - lowest));

/** Ports on 127.0.0.1 that were free a moment ago, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const ports: number[] = [];
  while (ports.length < count) {
    const port = next;
    next = next === highest ? lowest : next + 1;
    if (await isFree(port)) ports.push(port);
  }
  return ports;
}

export async function freePort(): Promise<number> {
  const [port = 0] = await freePorts(1);
  return port;
}

async function isFree(port: number): Promise<boolean> {
  const server = createServer().listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch {
    return false;
  }
  await once(server.close(), 'close');
  return true;
}
