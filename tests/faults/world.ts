import type { FaultProxy } from '../support/fault-proxy.ts';
import type { BrokenDatabase } from './broken-database.ts';
import type { Fault } from './fault.ts';
import type { Arrangement, Role, Step } from './steps.ts';
import type { Supervised } from './supervised-process.ts';

/** A process, as people call it. */
export interface Part {
  readonly name: string;
  readonly process: Supervised;
}

/** What can go wrong with any broker; it is asked past the proxy. */
export interface BrokenBroker {
  /** Puts messages into the work queue that nobody has sent. */
  publish(bodies: readonly string[]): Promise<void>;
  forgetMessages(): Promise<void>;
  /** @param named a part of their names; all of them unless it is given */
  loseQueues(named?: string): Promise<void>;
}

/**
 * The parts of an arrangement as processes of their own, started again when they die, and between them
 * proxies that break connections.
 */
export interface World {
  readonly arrangement: Arrangement;
  /** Has what all parts print, and the journals. */
  readonly folder: string;
  readonly steps: ReadonlyMap<string, readonly Step[]>;
  readonly parts: readonly Part[];
  /** Those that are updated one after the other while orders come in. */
  readonly rolling: readonly Supervised[];
  /** Who takes the steps of this role. */
  partOf(role: Role): Supervised;
  readonly broker: BrokenBroker;
  readonly database: BrokenDatabase;
  readonly proxies: {
    readonly database: FaultProxy;
    readonly broker: FaultProxy;
    readonly api: FaultProxy;
  };
  /** Where customers ask. */
  readonly url: string;
  /** What can go wrong here and in no other arrangement. */
  readonly ownFaults: readonly Fault[];
  /** Resolves when what has been killed is there again, where that takes long. */
  untilOpen(): Promise<void>;
  /** @param keepsLogs leaves the folder */
  stop(keepsLogs?: boolean): Promise<void>;
}
