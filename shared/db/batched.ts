import { createBatcher } from '../batcher.ts';
import type { Queryable } from './database.ts';

/**
 * A query that answers the calls of one event-loop turn, and those made while its statement is in flight, with one
 * statement. On Lambda, where a process has one request at a time, each call has its own statement.
 * @param work queries for a batch; its results are in the order of the items
 */
export function batched<Item, Result>(
  work: (db: Queryable, items: readonly Item[]) => Promise<Result[]>,
): (db: Queryable, item: Item) => Promise<Result> {
  const batchers = new WeakMap<Queryable, (item: Item) => Promise<Result>>();
  return (db, item) => {
    const batcher = batchers.get(db) ?? createBatcher((items: Item[]) => work(db, items));
    batchers.set(db, batcher);
    return batcher(item);
  };
}
