/** Customers that order again as soon as they have their response: the maximum rate. */
import type { EventEmitter } from 'node:events';
import { Agent } from 'node:http';
import { createRequire } from 'node:module';
import { type Contestant, products } from './contestant.ts';
import { placeOne } from './place-one.ts';
import { plain, type Workload } from './workload.ts';

const require = createRequire(new URL('./peers/package.json', import.meta.url));

/** The used part of autocannon, which is a package of the bench. */
interface Client {
  setRequests(requests: readonly { readonly body: string }[]): void;
}
interface Options {
  readonly url: string;
  readonly method: 'GET' | 'POST';
  readonly headers: Readonly<Record<string, string>>;
  readonly connections: number;
  readonly amount?: number;
  /** In seconds, instead of an amount. */
  readonly duration?: number;
  /** In seconds. */
  readonly timeout: number;
  readonly setupClient?: (client: Client) => void;
}
interface Outcome {
  readonly '2xx': number;
  readonly non2xx: number;
  readonly errors: number;
  readonly statusCodeStats: Readonly<Record<string, { readonly count: number }>>;
  /** Duration in seconds. */
  readonly duration: number;
}

const autocannon = require('autocannon') as (
  options: Options,
) => EventEmitter<{ response: unknown[] }> & PromiseLike<Outcome>;

export interface Placed {
  /** Responses with 2xx; all others are refusals or failures. */
  readonly answered: number;
  readonly failed: number;
  /** When the first order was sent (milliseconds since 1970). */
  readonly startedAt: number;
  /** When the last response arrived. */
  readonly endedAt: number;
}

/** Places this number of orders over this number of connections. */
export function placeOrders(
  { url, closesConnections }: Contestant,
  amount: number,
  connections = 64,
  workload = plain,
): Promise<Placed> {
  return closesConnections
    ? placeOverNewConnections(url, amount, connections, workload)
    : placeOverKeptConnections(url, amount, connections, workload);
}

async function placeOverKeptConnections(
  url: string,
  amount: number,
  connections: number,
  workload: Workload,
): Promise<Placed> {
  let next = 0;
  const startedAt = Date.now();
  let endedAt = startedAt;
  const shooting = autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    connections,
    amount,
    timeout: 60,
    // Each connection begins with another product, so that they do not contend for one row of
    // stock.
    setupClient: (client) => client.setRequests(bodiesFrom(next++, workload)),
  });
  // autocannon ends only at the end of its current second.
  shooting.on('response', () => (endedAt = Date.now()));
  const outcome = await shooting;
  return {
    answered: outcome['2xx'],
    failed: outcome.non2xx + outcome.errors,
    startedAt,
    endedAt,
  };
}

/** Repeats the same request. @returns responses a second, by their status; 0 means no response */
export async function repeatRequest(
  url: string,
  seconds: number,
  headers: Readonly<Record<string, string>> = {},
  connections = 64,
): Promise<ReadonlyMap<number, number>> {
  const { statusCodeStats, errors, duration } = await autocannon({
    url,
    method: 'GET',
    headers,
    connections,
    duration: seconds,
    timeout: 60,
  });
  const counts = Object.entries(statusCodeStats).map(([status, { count }]) => [status, count]);
  return new Map(
    [...counts, ...(errors > 0 ? [[0, errors]] : [])].map(([status, count]) => [
      Number(status),
      Number(count) / duration,
    ]),
  );
}

/** Uses Node's client, because autocannon sends every second request on a closing connection and loses it. */
async function placeOverNewConnections(
  url: string,
  amount: number,
  connections: number,
  { bodyOf }: Workload,
): Promise<Placed> {
  const agent = new Agent({ keepAlive: false });
  const startedAt = Date.now();
  let [next, answered] = [0, 0];
  const customers = Array.from({ length: connections }, async () => {
    while (next < amount) {
      const { orderId } = await placeOne(url, agent, bodyOf(next++), startedAt);
      if (orderId !== undefined) answered++;
    }
  });
  await Promise.all(customers);
  return { answered, failed: amount - answered, startedAt, endedAt: Date.now() };
}

function bodiesFrom(first: number, { bodyOf }: Workload) {
  return Array.from({ length: products }, (_, index) => ({ body: bodyOf(3 * first + index) }));
}
