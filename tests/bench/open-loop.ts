/** Customers who come when they come, however long the ones before them wait. */
import { Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { products } from './contestant.ts';

export interface Sent {
  /** When it was to be sent (milliseconds since 1970), whether or not somebody was free to send it. */
  readonly dueAt: number;
  readonly answeredAt: number;
  /** Undefined when it was not accepted. */
  readonly orderId: number | undefined;
}

/** Places orders at a steady rate for so long. */
export async function placeSteadily(
  url: string,
  perSecond: number,
  seconds: number,
): Promise<Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const startAt = now() + 50;
  const sent: Promise<Sent>[] = [];
  const count = Math.round(perSecond * seconds);
  while (sent.length < count) {
    const due = Math.min(count, Math.floor(((now() - startAt) * perSecond) / 1_000) + 1);
    while (sent.length < due) {
      const dueAt = startAt + (1_000 * sent.length) / perSecond;
      sent.push(placeOne(url, agent, sent.length, dueAt));
    }
    await setTimeout(1);
  }
  const all = await Promise.all(sent);
  agent.destroy();
  return all;
}

function placeOne(url: string, agent: Agent, index: number, dueAt: number): Promise<Sent> {
  const body = JSON.stringify({
    product_id: 1 + ((index * 37) % products),
    quantity: 1 + (index % 3),
  });
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const fail = () => resolve({ dueAt, answeredAt: now(), orderId: undefined });
  request(url, { method: 'POST', agent, headers }, (response) => {
    text(response).then((answer) => {
      const isAccepted = response.statusCode === 200 || response.statusCode === 201;
      const orderId = isAccepted
        ? (JSON.parse(answer) as { order_id: number }).order_id
        : undefined;
      resolve({ dueAt, answeredAt: now(), orderId });
    }, fail);
  })
    .on('error', fail)
    .end(body);
  return promise;
}

/** With fractions of a millisecond. */
function now(): number {
  return performance.timeOrigin + performance.now();
}
