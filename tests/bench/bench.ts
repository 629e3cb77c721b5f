/** The input and the output of a scenario. */
import type { Random } from '../faults/random.ts';
import type { Contestant } from './contestant.ts';
import type { SharedServices } from './shared-services.ts';
import { calibrate } from './calibrate.ts';

export interface Bench {
  readonly services: SharedServices;
  readonly contestants: readonly Contestant[];
  readonly random: Random;
  readonly isQuick: boolean;
  /** Rounds of this scenario. */
  readonly rounds: number;
  readonly hasPgbench: boolean;
  /** The number of old orders in the scenario that measures their cost. */
  readonly oldOrders: number;
  readonly say: (line: string) => void;
}

/** One round of one contestant. */
export interface Reading {
  readonly scenario: string;
  readonly contestant: string;
  readonly round: number;
  /** The calibration task just before the round. */
  readonly calibration_ms: number;
  /** Why the round does not count; undefined when it does. */
  readonly void?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Outcome {
  readonly void?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  /** The default number of rounds; with 0 in the quick mode, that mode leaves the scenario out. */
  readonly rounds: { readonly usual: number; readonly quick: number };
  /** Runs only when its name is given. */
  readonly isLong?: boolean;
  /** @param earlier the readings of earlier scenarios */
  run(bench: Bench, earlier: readonly Reading[]): Promise<Reading[]>;
}

/**
 * Each round runs all contestants, in a different order, so that no contestant always runs at the
 * same time.
 */
export async function interleave(
  bench: Bench,
  scenario: string,
  contestants: readonly { readonly name: string }[],
  measure: (name: string) => Promise<Outcome>,
): Promise<Reading[]> {
  const { rounds } = bench;
  const readings: Reading[] = [];
  for (let round = 1; round <= rounds; round++) {
    for (const { name } of bench.random.shuffled(contestants)) {
      await bench.services.checkpoint();
      const calibration_ms = round1(calibrate());
      const outcome = await measure(name);
      readings.push({ scenario, contestant: name, round, calibration_ms, ...outcome });
      bench.say(
        `${scenario} ${round}/${rounds} ${name}: ${outcome.void ?? JSON.stringify(outcome.figures)}`,
      );
    }
  }
  return readings;
}

/** One decimal; more would suggest a precision that figures lack. */
export function round1(number: number): number {
  return Math.round(number * 10) / 10;
}
