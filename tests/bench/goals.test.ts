import type { Reading } from './bench.ts';
import { judgeGoals } from './goals.ts';

function placed(contestant: string, ...rates: number[]): Reading[] {
  return rates.map((rate, index) => ({
    scenario: 'orders',
    contestant,
    round: index + 1,
    calibration_ms: 50,
    figures: { orders_per_second: rate },
  }));
}

function againstFastify(...readings: Reading[]) {
  const [result] = judgeGoals([...readings, ...placed('fastify', 300, 310, 290)], 1);
  return result;
}

test('a goal is reached when the medians reach it', () => {
  const result = againstFastify(...placed('ours', 700, 600, 100));
  expect(result).toMatchObject({ ratio: 2, isReached: true, isFarOff: false });
});

test('a missed goal fails the run only when it is missed by far', () => {
  expect(againstFastify(...placed('ours', 300))).toMatchObject({
    isReached: false,
    isFarOff: false,
  });
  expect(againstFastify(...placed('ours', 20))).toMatchObject({ isReached: false, isFarOff: true });
});

test('for a duration, less is better', () => {
  const took = (contestant: string, ms: number): Reading => ({
    scenario: 'latency',
    contestant,
    round: 1,
    calibration_ms: 50,
    figures: { p99_completed_ms: ms },
  });
  const judge = (ms: number) => judgeGoals([took('ours', ms), took('fastify', 100)], 1)[0];
  expect(judge(30)).toMatchObject({ isReached: true, isFarOff: false });
  expect(judge(90)).toMatchObject({ isReached: false, isFarOff: false });
  expect(judge(900)).toMatchObject({ isReached: false, isFarOff: false });
  expect(judge(9_000)).toMatchObject({ isReached: false, isFarOff: true });
});

test('void rounds do not count, and without figures there is no result', () => {
  const [whole] = placed('ours', 600);
  const broken = placed('ours', 1).map((one) => ({ ...one, void: 'one order is missing' }));
  expect(againstFastify(...broken, ...(whole ? [whole] : []))).toMatchObject({ ratio: 2 });
  expect(againstFastify(...broken)).toBeUndefined();
});
