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
  /** Why it was not: the status, or what went wrong on the way. */
  readonly failure?: string;
}

/** Has no divisor in common with the number of products, so that each has its turn before one comes again. */
const stride = 37;

/** What the `index`-th of many orders. */
export function bodyOf(index: number): string {
  return JSON.stringify({
    product_id: 1 + ((index * stride) % products),
    quantity: 1 + (index % 3),
  });
}

/** The `index`-th of many. */
export function placeOne(url: string, agent: Agent, index: number, dueAt: number): Promise<Sent> {
  const body = bodyOf(index);
  const headers = {
    'content-type': 'application/json',
    'content-length': String(Buffer.byteLength(body)),
  };
  const { promise, resolve } = Promise.withResolvers<Sent>();
  const fail = (failure: string) =>
    resolve({ dueAt, answeredAt: now(), orderId: undefined, failure });

  function send() {
    const sending = request(url, { method: 'POST', agent, headers }, (response) => {
      const { statusCode = 0 } = response;
      text(response).then(
        (answer) => {
          if (statusCode === 200 || statusCode === 201) {
            const { order_id } = JSON.parse(answer) as { order_id: number };
            resolve({ dueAt, answeredAt: now(), orderId: order_id });
          } else fail(String(statusCode));
        },
        (error: unknown) => fail(String(error)),
      );
    });
    sending.on('error', (error: NodeJS.ErrnoException) => {
      // The server had enough of an idle connection at the moment when it was taken up again:
      // https://nodejs.org/api/http.html#requestreusedsocket. Was it placed all the same, it shows.
      if (sending.reusedSocket && error.code === 'ECONNRESET') send();
      else fail(error.message);
    });
    sending.end(body);
  }

  send();
  return promise;
}

/** Milliseconds since 1970, with fractions. */
export function now(): number {
  return performance.timeOrigin + performance.now();
}
