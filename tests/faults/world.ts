import type { FaultProxy } from '../support/fault-proxy.ts';
import type { BrokenDatabase } from './broken-database.ts';
import type { Fault } from './fault.ts';
import type { Supervised } from './supervised-process.ts';
import type { WatchedProcess } from './watched-process.ts';

/** Both brokers: the containers' RabbitMQ, and the embedded run's SQS. */
export const arrangements = ['rabbitmq', 'sqs'] as const;
export type Arrangement = (typeof arrangements)[number];

/** `start` is the process that starts and stops the others. */
export type Role = 'api' | 'relay' | 'worker' | 'start';

/** A process with its name. */
export interface Part {
  readonly name: string;
  readonly process: Supervised;
}

/** Faults of both brokers, made by direct requests that bypass the proxy. */
export interface BrokenBroker {
  /** Puts messages that no process has sent into the work queue. */
  publish(bodies: readonly string[]): Promise<void>;
  forgetMessages(): Promise<void>;
  /** Deletes queues. @param named a part of their names; default: all queues */
  loseQueues(named?: string): Promise<void>;
}

/**
 * The parts of an arrangement as separate processes, restarted when they end, connected through
 * proxies that break connections.
 */
export interface World {
  readonly arrangement: Arrangement;
  /** Has the output of all parts, and the journals. */
  readonly folder: string;
  readonly parts: readonly Part[];
  /** The parts of a rolling restart. */
  readonly rolling: readonly Supervised[];
  /** The parts that can be killed before each answer that they get. */
  readonly watched: Readonly<Partial<Record<Role, WatchedProcess>>>;
  readonly broker: BrokenBroker;
  readonly database: BrokenDatabase;
  readonly proxies: {
    readonly database: FaultProxy;
    readonly broker: FaultProxy;
    readonly api: FaultProxy;
  };
  /** The API's address for customers. */
  readonly url: string;
  /** Faults that exist only in this arrangement. */
  readonly ownFaults: readonly Fault[];
  /** Resolves when a killed part is back, where that takes long. */
  untilOpen(): Promise<void>;
  /** @param keepsLogs leaves the folder */
  stop(keepsLogs?: boolean): Promise<void>;
}
