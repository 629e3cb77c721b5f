/** The same backlog with more workers: they share one lock, and the machine's cores. */
import { interleave, type Scenario } from '../bench.ts';
import { workOff } from './drain.ts';

const backlog = 100_000;

export const workers: Scenario = {
  name: 'workers',
  rounds: { usual: 9, quick: 0 },
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    if (!ours) return [];
    const counts: Readonly<Record<string, number>> = {
      '1 worker': 1,
      '2 workers': 2,
      '3 workers': 3,
      '4 workers': 4,
    };
    const names = Object.keys(counts).map((name) => ({ name }));
    const readings = await interleave(bench, 'workers', names, (name) =>
      workOff(ours, backlog, bench, counts[name]),
    );
    await ours.stopWorkers();
    ours.startWorkers();
    return readings;
  },
};
