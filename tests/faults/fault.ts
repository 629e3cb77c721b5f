import { setTimeout } from 'node:timers/promises';
import type { Random } from './random.ts';

/** A fault that is over when `happen` resolves. */
export interface Fault {
  readonly name: string;
  /** @throws when the fault could not be injected */
  happen(random: Random): Promise<void>;
}

/** Waits for a random time. */
export function seconds(random: Random, min: number, max: number): Promise<void> {
  return setTimeout(1_000 * (min + random.next() * (max - min)));
}
