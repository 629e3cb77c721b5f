/** A contestant accepts `POST /order` and completes the accepted orders. */
import type { SharedServices } from './shared-services.ts';

export const products = 100;

/** So much stock that it never sells out. */
export const unlimitedStock = 1_000_000_000;

export interface Contestant {
  readonly name: string;
  readonly url: string;
  /** Whether it closes a connection after each response. */
  readonly closesConnections?: boolean;
  /** Undefined for a contestant that stores no orders. */
  readonly store: OrderStore | undefined;
  readonly queue: string;
  /** The message that its worker expects. */
  readonly toMessage: (orderId: number) => unknown;
  /** Its own processes, without PostgreSQL and RabbitMQ. */
  pids(): number[];
  /** @throws when one of its processes has ended */
  check(): void;
  stopWorkers(): Promise<void>;
  /** @param count default 1 */
  startWorkers(count?: number): void;
  stopApi(): Promise<void>;
  startApi(): void;
  stop(): Promise<void>;
}

/** The contestant's database: table `orders` with `id` and `status`, and its own statements. */
export interface OrderStore {
  readonly databaseUrl: string;
  /** Deletes all orders and fills the stock. */
  readonly clear: string;
  /** Places `$1` orders at once without sending their messages. Returns their ids. */
  readonly place: string;
  /** Adds the products that follow the products of all contestants; only a bakery has them. */
  readonly addDayProducts?: string;
  /** Adds the products with options; only a bakery that knows options has them. */
  readonly addOptionProducts?: string | undefined;
}

/** @throws Unavailable when this machine lacks something it needs */
export type StartContestant = (services: SharedServices) => Promise<Contestant>;

/** The contestant cannot be measured on this machine; the message names the missing programs. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}
