import { jest } from '@jest/globals';
import pg from 'pg';
import { groupActionResponse } from '../../shared/contract/staff-orders.ts';
import { call } from '../../tests/support/call.ts';
import { addProduct, sql, timelineOf } from '../../tests/support/database.ts';
import { movePickup, placeAndProcess, placeOrderOf } from '../../tests/support/orders.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

let anna: SignedInStaff;
let cake: number;
beforeAll(async () => {
  anna = await signInAs('baker', 'anna');
  cake = await addProduct({ kind: 'made_to_order' });
});

const ask = (body: object) =>
  call(handler, 'POST /staff/orders/actions', { headers: anna.headers, body });

/** @returns outcome, code and status of each order, in the order of the request */
async function apply(action: object, ids: readonly number[]) {
  const { status, body } = await ask({ ...action, order_ids: ids });
  expect(status).toBe(200);
  const { results } = groupActionResponse.parse(body);
  expect(results.map(({ order_id }) => order_id)).toEqual(ids);
  return results.map(({ outcome, code, status: after }) => [outcome, code, after]);
}

const actOnOne = (id: number, body: object) =>
  call(handler, 'POST /staff/orders/{id}/actions', {
    headers: anna.headers,
    pathParameters: { id: String(id) },
    body,
  });

async function placeCakes(count: number): Promise<number[]> {
  const ids: number[] = [];
  for (let n = 0; n < count; n++) {
    ids.push((await placeAndProcess({ product_id: cake, quantity: 1 })).id);
  }
  return ids;
}

const stepsOf = async (id: number) =>
  (await timelineOf(id)).map(({ to_status, by, reason }) => [to_status, by, reason]);

const done = (status: string) => ['done', null, status];

test('makes orders ready, picked up, and back, each with its own timeline', async () => {
  const ids = await placeCakes(3);
  const three = <T>(one: T) => [one, one, one];
  expect(await apply({ action: 'complete' }, ids)).toEqual(three(done('Completed')));
  expect(await apply({ action: 'collect' }, ids)).toEqual(three(done('Completed')));
  const undo = { action: 'undo', undoes: 'collect' };
  expect(await apply(undo, ids)).toEqual(three(done('Completed')));
  for (const id of ids) {
    expect((await stepsOf(id)).slice(2)).toEqual([
      ['Completed', 'staff:anna', null],
      ['Completed', 'staff:anna', 'collected'],
      ['Completed', 'staff:anna', 'taken back'],
    ]);
  }
  expect(
    await sql('select from orders where id = any($1) and collected_at is null', [ids]),
  ).toHaveLength(3);
});

test('marks orders as not picked up, and undoes only that', async () => {
  const [ready = 0, confirmed = 0, early = 0] = await placeCakes(3);
  await movePickup([ready, confirmed], new Date(Date.now() - 60_000));
  await actOnOne(ready, { action: 'complete' });
  const ids = [ready, confirmed, early];
  expect(await apply({ action: 'miss' }, ids)).toEqual([
    done('Completed'),
    done('Processing'),
    ['refused', 'too-early', 'Processing'],
  ]);
  expect((await ask({ action: 'miss', order_ids: [ready] })).body).toMatchObject({
    results: [{ outcome: 'unchanged', missed_at: expect.any(String) as string }],
  });
  const nothing = ['refused', 'nothing-to-undo'];
  expect(await apply({ action: 'undo', undoes: 'collect' }, [ready, confirmed])).toEqual([
    [...nothing, 'Completed'],
    [...nothing, 'Processing'],
  ]);
  expect(await apply({ action: 'undo', undoes: 'miss' }, [ready, confirmed])).toEqual([
    done('Completed'),
    done('Processing'),
  ]);
  expect(
    await sql('select from orders where missed_at is not null and id = any($1)', [ids]),
  ).toEqual([]);
});

test('marks a confirmed and a ready order as picked up, each with its own steps', async () => {
  const [ready = 0, confirmed = 0] = await placeCakes(2);
  await actOnOne(ready, { action: 'complete' });
  expect(await apply({ action: 'collect' }, [confirmed, ready])).toEqual([
    done('Completed'),
    done('Completed'),
  ]);
  expect((await stepsOf(confirmed)).slice(2)).toEqual([
    ['Completed', 'staff:anna', null],
    ['Completed', 'staff:anna', 'collected'],
  ]);
  expect((await stepsOf(ready)).slice(3)).toEqual([['Completed', 'staff:anna', 'collected']]);
});

test('returns the time of the collection', async () => {
  const [id = 0] = await placeCakes(1);
  await apply({ action: 'complete' }, [id]);
  const first = groupActionResponse.parse((await ask({ action: 'collect', order_ids: [id] })).body);
  const again = groupActionResponse.parse((await ask({ action: 'collect', order_ids: [id] })).body);
  expect(first.results[0]?.collected_at).not.toBeNull();
  expect(again.results[0]).toEqual({ ...first.results[0], outcome: 'unchanged' });
});

test('decides each order alone, and a repeated request changes nothing', async () => {
  const [one = 0, ready = 0] = await placeCakes(2);
  await actOnOne(ready, { action: 'complete' });
  const pending = await placeOrderOf({ product_id: cake, quantity: 1 });
  const ids = [ready, 999_999, pending.id, one];
  const others = [
    ['refused', 'unknown-order', null],
    ['refused', 'wrong-status', 'Pending'],
  ];
  const unchanged = ['unchanged', null, 'Completed'];
  expect(await apply({ action: 'complete' }, ids)).toEqual([
    unchanged,
    ...others,
    done('Completed'),
  ]);
  expect(await apply({ action: 'complete' }, ids)).toEqual([unchanged, ...others, unchanged]);
  expect(await stepsOf(one)).toHaveLength(3);
});

test('undoes a group within a minute, and once', async () => {
  const ids = await placeCakes(2);
  await apply({ action: 'complete' }, ids);
  const undo = { action: 'undo', undoes: 'complete' };
  expect(await apply(undo, ids)).toEqual([done('Processing'), done('Processing')]);
  const unchanged = ['unchanged', null, 'Processing'];
  expect(await apply(undo, ids)).toEqual([unchanged, unchanged]);
  await apply({ action: 'complete' }, ids);
  await sql(`update order_timeline set at = at - interval '61 seconds' where order_id = any($1)`, [
    ids,
  ]);
  const late = ['refused', 'too-late', 'Completed'];
  expect(await apply(undo, ids)).toEqual([late, late]);
});

test('an undo leaves orders that have had another action since', async () => {
  const [collected = 0, cancelled = 0, untouched = 0] = await placeCakes(3);
  await apply({ action: 'complete' }, [collected, cancelled, untouched]);
  await actOnOne(collected, { action: 'collect' });
  await actOnOne(cancelled, { action: 'cancel', reason: 'ill' });
  expect(
    await apply({ action: 'undo', undoes: 'complete' }, [collected, cancelled, untouched]),
  ).toEqual([
    ['refused', 'nothing-to-undo', 'Completed'],
    ['refused', 'nothing-to-undo', 'Cancelled'],
    done('Processing'),
  ]);
});

test('concurrent requests in different orders make each order ready once', async () => {
  const ids = await placeCakes(6);
  await Promise.all(
    [ids, ids.toReversed(), ids, ids.toReversed()].map((some) =>
      apply({ action: 'complete' }, some),
    ),
  );
  for (const id of ids) expect(await stepsOf(id)).toHaveLength(3);
});

/** The number of statements that are sent to the database; a query with several statements counts as one. */
async function countStatements(work: () => Promise<unknown>): Promise<number> {
  const query = jest.spyOn(pg.Client.prototype, 'query');
  await work();
  const { length } = query.mock.calls;
  query.mockRestore();
  return length;
}

async function insertProcessing(count: number): Promise<number[]> {
  const rows = await sql<{ id: number }>(
    `with placed as (
       insert into orders (status, request_hash, correlation_id, pickup_at)
       select 'Processing', 'test', 'test', now() from generate_series(1, $1) returning id
     ), step as (
       insert into order_timeline (order_id, from_status, to_status, by)
       select id, 'Pending', 'Processing', 'processor' from placed
     )
     select id from placed`,
    [count],
  );
  return rows.map(({ id }) => id);
}

test('two hundred orders take as many statements as one', async () => {
  const one = await insertProcessing(1);
  const many = await insertProcessing(200);
  const forOne = await countStatements(() => apply({ action: 'complete' }, one));
  const forMany = await countStatements(() => apply({ action: 'complete' }, many));
  expect([forOne, forMany]).toEqual([5, 5]);
  expect(
    await sql(`select from orders where id = any($1) and status = 'Completed'`, [many]),
  ).toHaveLength(200);
});

test.each([
  ['no orders', { action: 'complete', order_ids: [] }, '/order_ids'],
  ['an order twice', { action: 'complete', order_ids: [101, 101] }, '/order_ids'],
  [
    'more than 200 orders',
    { action: 'complete', order_ids: Array.from({ length: 201 }, (_, n) => n + 1) },
    '/order_ids',
  ],
  ['a cancellation', { action: 'cancel', order_ids: [101], reason: 'ill' }, '/action'],
  ['an undo of anything', { action: 'undo', order_ids: [101] }, '/undoes'],
])('refuses %s', async (_, body, path) => {
  expect(await ask(body)).toMatchObject({ status: 400, body: { errors: [{ path }] } });
});
