/** What a scenario gets, and what it gives back. */
import type { Random } from '../faults/random.ts';
import type { Contestant } from './contestant.ts';
import type { Ground } from './ground.ts';
import { calibrate } from './calibrate.ts';

export interface Bench {
  readonly ground: Ground;
  readonly contestants: readonly Contestant[];
  readonly random: Random;
  readonly isQuick: boolean;
  /** Of this scenario. */
  readonly rounds: number;
  readonly hasPgbench: boolean;
  /** How many there are in the end, where it is measured what they cost. */
  readonly oldOrders: number;
  readonly say: (line: string) => void;
}

/** One round of one contestant. */
export interface Reading {
  readonly scenario: string;
  readonly contestant: string;
  readonly round: number;
  /** Of the machine, just before. */
  readonly calibration_ms: number;
  /** Why it does not count, when it does not. */
  readonly void?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Outcome {
  readonly void?: string;
  readonly figures: Readonly<Record<string, number>>;
}

export interface Scenario {
  readonly name: string;
  /** How many it has, where nobody says otherwise; with none in the quick mode it is no part of that. */
  readonly rounds: { readonly usual: number; readonly quick: number };
  /** Only run when it is asked for by its name. */
  readonly isLong?: boolean;
  /** @param earlier what the scenarios before have found */
  run(bench: Bench, earlier: readonly Reading[]): Promise<Reading[]>;
}

/** Every round sees all contestants, each time in another order, so that none has the better hours. */
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
      await bench.ground.checkpoint();
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

/** One decimal is more than is true. */
export function round1(number: number): number {
  return Math.round(number * 10) / 10;
}
