/**
 * A busy day: the same load for many minutes, and a comparison of the first minutes with the last. The
 * benchmark runs this scenario only when the command line names it.
 */
import { type Outcome, type Reading, round1, type Scenario } from '../bench.ts';
import { calibrate } from '../calibrate.ts';
import type { Contestant } from '../contestant.ts';
import { placeSteadily } from '../open-loop.ts';
import type { Sent } from '../place-one.ts';
import { costsOf } from '../process-costs.ts';
import { percentile } from '../statistics.ts';
import { type Auditor, openAuditor } from '../verdict.ts';

/** Orders a second. */
const rate = 500;
/** How many of the first and of the last minutes are compared. */
const compared = 5;

export const soak: Scenario = {
  name: 'soak',
  /** Rounds of a minute each. */
  rounds: { usual: 20, quick: 0 },
  isLong: true,
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours?.store) return [];
    const auditor = await openAuditor(ours, ours.store);
    await auditor.clear();
    const warm = await placeSteadily(ours.url, rate, 30);
    await auditor.untilCompleted(warm.length);
    const readings: Reading[] = [];
    let before = warm.length;
    for (let round = 1; round <= bench.rounds; round++) {
      const calibration_ms = round1(calibrate());
      const outcome = await runForAMinute(ours, auditor, before);
      before = (await auditor.progress()).rows;
      const contestant = phaseOf(round, bench.rounds);
      readings.push({ scenario: 'soak', contestant, round, calibration_ms, ...outcome });
      bench.say(
        `soak ${round}/${bench.rounds}: ${outcome.void ?? JSON.stringify(outcome.figures)}`,
      );
    }
    await auditor.close();
    return readings;
  },
};

function phaseOf(minute: number, minutes: number): string {
  if (minute <= compared) return 'the first minutes';
  return minute > minutes - compared ? 'the last minutes' : 'the minutes between';
}

function reasonsOf(sent: readonly Sent[]): string {
  return [...new Set(sent.flatMap(({ failure }) => failure ?? []))].join(', ');
}

/** @param before the number of existing orders */
async function runForAMinute(
  contestant: Contestant,
  auditor: Auditor,
  before: number,
): Promise<Outcome> {
  const sent = await placeSteadily(contestant.url, rate, 60);
  const { rows, completed } = await auditor.untilCompleted(before + sent.length);
  const accepted = sent.flatMap((one) => one.orderId ?? []);
  const completedAt = await auditor.completions(accepted.length > 0 ? Math.min(...accepted) : 0);
  const toCompleted = sent.map(
    ({ orderId, dueAt }) => (completedAt.get(orderId ?? 0) ?? 0) - dueAt,
  );
  const expected = before + sent.length;
  const isWhole = accepted.length === sent.length && rows === expected && completed === expected;
  const { memoryMb } = await costsOf(contestant.pids());
  return {
    ...(!isWhole && {
      void: `sent ${sent.length}, accepted ${accepted.length}, rows ${rows - before}, completed ${completed - before}: ${reasonsOf(sent)}`,
    }),
    figures: {
      orders: sent.length,
      rate,
      p50_completed_ms: round1(percentile(toCompleted, 50)),
      p99_completed_ms: round1(percentile(toCompleted, 99)),
      own_memory_mb: round1(memoryMb),
    },
  };
}
