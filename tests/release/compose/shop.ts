import { setTimeout } from 'node:timers/promises';
import { until } from '../../support/checks.ts';

const orderTimeoutMs = 20_000;

/** A client of the API at one address. */
export class Shop {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url;
  }

  get(path: string, timeoutMs = 10_000): Promise<Response> {
    return fetch(this.#url + path, { signal: AbortSignal.timeout(timeoutMs) });
  }

  post(path: string, body: string): Promise<Response> {
    return fetch(this.#url + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
      signal: AbortSignal.timeout(10_000),
    });
  }

  /** Orders one loaf. @returns the order's id @throws when the response is not 201 */
  async order(): Promise<number> {
    const response = await this.post('/order', JSON.stringify({ product_id: 2, quantity: 1 }));
    const text = await response.text();
    if (response.status !== 201) throw new Error(`${response.status} ${text}`);
    return (JSON.parse(text) as { order_id: number }).order_id;
  }

  /** Places `count` orders, `atATime` concurrently, and retries each order until it is accepted. */
  async orders(count: number, atATime = 8): Promise<number[]> {
    const ids: number[] = [];
    let begun = 0;
    const customer = async () => {
      while (begun++ < count) {
        ids.push(await until('an order is accepted', orderTimeoutMs, () => this.order()));
        await setTimeout(10);
      }
    };
    await Promise.all(Array.from({ length: atATime }, customer));
    return ids;
  }

  async status(orderId: number): Promise<string> {
    const response = await this.get(`/order/${orderId}`);
    return ((await response.json()) as { status: string }).status;
  }

  completed(orderId: number, timeoutMs = orderTimeoutMs): Promise<true> {
    const ask = async () => ((await this.status(orderId)) === 'Completed' ? true : undefined);
    return until(`order ${orderId} is Completed`, timeoutMs, ask, 5);
  }
}
