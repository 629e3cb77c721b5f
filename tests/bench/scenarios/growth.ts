/** What orders that are long gone cost those of today: the same functions before and after years. */
import { type Bench, interleave, type Reading, type Scenario } from '../bench.ts';
import { type Auditor, openAuditor } from '../verdict.ts';
import { invoke } from './handlers.ts';

const few = 1_000;

export const growth: Scenario = {
  name: 'growth',
  async run(bench) {
    const ours = bench.contestants.find(({ name }) => name === 'ours');
    // Years take longer to write than the quick mode has.
    if (!ours?.books || bench.isQuick) return [];
    const { databaseUrl } = ours.books;
    const auditor = await openAuditor(ours, ours.books);
    await ours.stopWorker();
    const readings = [
      ...(await measure(bench, databaseUrl, auditor, 'few old orders', few)),
      ...(await measure(bench, databaseUrl, auditor, 'many old orders', bench.oldOrders)),
    ];
    await auditor.clear();
    await auditor.close();
    await ours.startWorker();
    return readings;
  },
};

async function measure(
  bench: Bench,
  databaseUrl: string,
  auditor: Auditor,
  age: string,
  oldOrders: number,
): Promise<Reading[]> {
  await auditor.clear(oldOrders);
  const [id = 0] = await auditor.place(1);
  const seconds = 4;
  const tasks = {
    [`place-order, ${age}`]: {
      bundle: 'place-order',
      route: 'POST /order',
      call: { body: { product_id: 1, quantity: 2 } },
      seconds,
    },
    [`get-order, ${age}`]: {
      bundle: 'get-order',
      route: 'GET /order/{id}',
      call: { pathParameters: { id: String(id) } },
      seconds,
    },
  };
  const names = Object.keys(tasks).map((name) => ({ name }));
  const readings = await interleave(bench, 'growth', names, Math.ceil(bench.rounds / 2), (name) => {
    const task = tasks[name];
    if (!task) throw new Error(`There is no ${name}.`);
    return invoke(bench, databaseUrl, task);
  });
  return readings.map((one) => ({ ...one, figures: { ...one.figures, old_orders: oldOrders } }));
}
