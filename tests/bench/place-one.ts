/** One order over Node's own HTTP client, and when what became of it. */
import { type Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
import { products } from './contestant.ts';

export interface Sent {
  /** When it was to be sent (milliseconds since 1970), whether or not somebody was free to send it. */
  readonly dueAt: number;
  readonly answeredAt: number;
  /** Undefined when it was not accepted. */
  readonly orderId: number | undefined;
}

/** The `index`-th of many; neighbours order different products. */
export function placeOne(url: string, agent: Agent, index: number, dueAt: number): Promise<Sent> {
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

/** Milliseconds since 1970, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
