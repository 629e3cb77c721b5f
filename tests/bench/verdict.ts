import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { OrderStore, Contestant } from './contestant.ts';
import { plain } from './workload.ts';

/** The completed orders of a contestant. */
export interface Progress {
  readonly rows: number;
  readonly completed: number;
  /** The first and the last completion (milliseconds since 1970); 0 without completed orders. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** Orders that were completed together with the first one. */
  readonly withFirst: number;
}

/** Reads a contestant's database from outside. */
export interface Auditor {
  /**
   * Deletes all orders and inserts some old ones, because PostgreSQL's plans depend on the content of the tables, and
   * the tables of a bakery are not empty.
   */
  clear(): Promise<void>;
  progress(): Promise<Progress>;
  /** Waits until every row is completed, or nothing has changed for a while. */
  untilCompleted(rows: number): Promise<Progress>;
  /** When each order from this one on was completed (milliseconds since 1970), by its id. */
  completions(firstId?: number): Promise<Map<number, number>>;
  /** Places orders without sending their messages. @returns the ids of the orders, in order */
  place(count: number): Promise<number[]>;
  close(): Promise<void>;
}

/**
 * Each poll reads all orders, so polls are rare and outside the measured time: the completion of
 * the last order is read once, at the end.
 */
const lookEveryMs = 500;
const patienceMs = 20_000;

const oldOrders = 2_000;

type Count = Pick<Progress, 'rows' | 'completed'>;

export async function openAuditor(
  contestant: Contestant,
  store: OrderStore,
  { isDone } = plain,
): Promise<Auditor> {
  const counts = `count(*)::integer as rows, count(*) filter (where ${isDone})::integer as completed`;
  /** The commit of an order's transaction, not a time that the contestant writes. */
  const completedAt = `case when ${isDone}
    then extract(epoch from pg_xact_commit_timestamp(xmin))::float * 1000 end`;
  const client = new pg.Client({ connectionString: store.databaseUrl });
  // The server may end before its clients.
  client.on('error', () => undefined);
  await client.connect();
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Row[];

  /** The last of the old orders. */
  let oldId = 0;

  async function count(): Promise<Count> {
    const [row] = await query<Count>(`select ${counts} from orders where id > $1`, [oldId]);
    return row ?? { rows: 0, completed: 0 };
  }

  async function progress(): Promise<Progress> {
    const [row] = await query<Progress>(
      `select ${counts}, coalesce(min(at), 0) as "firstAt", coalesce(max(at), 0) as "lastAt",
         count(*) filter (where at = first_at)::integer as "withFirst"
       from (
         select status, at, min(at) over () as first_at
         from (select status, ${completedAt} as at from orders where id > $1) as order_at
       ) as known`,
      [oldId],
    );
    if (!row) throw new Error('There is no count.');
    return row;
  }

  async function place(count: number): Promise<number[]> {
    const rows = await query<{ id: number }>(store.place, [count]);
    return rows.map(({ id }) => id);
  }

  return {
    progress,
    async clear() {
      await client.query(store.clear);
      oldId = (await place(oldOrders)).at(-1) ?? 0;
      await client.query(`update orders set status = 'Completed'`);
      await client.query('vacuum analyze');
    },
    async untilCompleted(rows) {
      let seen = await count();
      let movedAt = Date.now();
      while (seen.completed < rows && Date.now() - movedAt < patienceMs) {
        contestant.check();
        await setTimeout(lookEveryMs);
        const now = await count();
        if (now.completed !== seen.completed) movedAt = Date.now();
        seen = now;
      }
      return progress();
    },
    async completions(firstId = 0) {
      const rows = await query<{ id: number; at: number }>(
        `select id, ${completedAt} as at
         from orders where id >= $1 and id > $2 and ${isDone}`,
        [firstId, oldId],
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    place,
    close: () => client.end(),
  };
}
