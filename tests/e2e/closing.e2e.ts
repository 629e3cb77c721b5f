/** Stops the embedded run while customers place orders. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from '../support/eventually.ts';
import { startStack } from '../support/stack.ts';

interface Taken {
  readonly order_id: number;
}

/** Places orders until the API stops answering. @returns the orders that were answered with 201 */
async function orderUntilClosed(url: string, onTaken: () => void): Promise<number[]> {
  const taken: number[] = [];
  for (;;) {
    const answer = await fetch(`${url}/order`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"product_id":2,"quantity":1}',
    }).catch(() => undefined);
    if (!answer) return taken;
    if (answer.status !== 201) continue;
    taken.push(((await answer.json()) as Taken).order_id);
    onTaken();
  }
}

test('completes, after the next start, the orders that were placed during a shutdown', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bakery-closing-'));
  const dataFolder = join(folder, 'data');
  const first = await startStack({ dataFolder });
  const busy = Promise.withResolvers<undefined>();
  let count = 0;
  const onTaken = () => ++count === 30 && busy.resolve(undefined);
  const urls = [first.apiUrl, `${first.frontendUrl}/api`, first.apiUrl, `${first.frontendUrl}/api`];
  const customers = urls.map((url) => orderUntilClosed(url, onTaken));
  await busy.promise;
  expect(await first.stop()).toBe(0);
  const taken = (await Promise.all(customers)).flat();
  expect(new Set(taken).size).toBe(taken.length);

  const second = await startStack({ dataFolder });
  for (const id of taken) {
    await eventually(async () => {
      const answer = await fetch(`${second.apiUrl}/order/${id}`);
      expect(await answer.json()).toMatchObject({ order_id: id, status: 'Completed' });
      // An order that only the relay publishes waits for up to a minute and a half.
    }, 110_000);
  }
  await second.stop();
  await rm(folder, { recursive: true });
});
