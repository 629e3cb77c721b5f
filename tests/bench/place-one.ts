/** One order over Node's own HTTP client, with its times. */
import { type Agent, request } from 'node:http';
import { text } from 'node:stream/consumers';
export interface Sent {
  /** The scheduled time (milliseconds since 1970), even if no connection was free. */
  readonly dueAt: number;
  readonly answeredAt: number;
  /** Undefined when it was not accepted. */
  readonly orderId: number | undefined;
  /** The reason of a failure: the status, or the error. */
  readonly failure?: string;
}

/** Places one order. */
export function placeOne(url: string, agent: Agent, body: string, dueAt: number): Promise<Sent> {
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
      // The server closed an idle connection at the moment of its reuse:
      // https://nodejs.org/api/http.html#requestreusedsocket. A duplicate order would be noticed.
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
