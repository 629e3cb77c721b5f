/** Who is measured: something that takes `POST /order` and completes what it has taken. */
import type { Ground } from './ground.ts';

export const products = 100;

/** So much that nobody ever sells out. */
export const plenty = 1_000_000_000;

export interface Contestant {
  readonly name: string;
  readonly url: string;
  /** Whether it ends a connection after each answer. */
  readonly closesConnections?: boolean;
  /** Undefined for one that keeps nothing. */
  readonly books: Books | undefined;
  readonly queue: string;
  /** What its worker expects on the queue. */
  readonly toMessage: (orderId: number) => unknown;
  /** Of its own processes, without what all stand on. */
  pids(): number[];
  /** @throws when one of its processes has ended */
  check(): void;
  stopWorkers(): Promise<void>;
  /** @param count one, when it is not said */
  startWorkers(count?: number): void;
  stopApi(): Promise<void>;
  startApi(): void;
  stop(): Promise<void>;
}

/** Where a contestant writes its orders: table `orders`, with `id` and `status`; and in which words. */
export interface Books {
  readonly databaseUrl: string;
  /** Forgets all orders and fills the shelves. */
  readonly clear: string;
  /** Takes so many orders at once, as `$1`, whose messages are still to be sent. Returns their ids. */
  readonly place: string;
}

/** @throws Unavailable when this machine lacks what it takes */
export type StartContestant = (ground: Ground) => Promise<Contestant>;

/** It cannot be measured here, and what would have to be done for that. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
