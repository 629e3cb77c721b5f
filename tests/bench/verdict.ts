import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import type { Books, Contestant } from './contestant.ts';

/** How the orders stand in somebody's books. */
export interface Standing {
  readonly rows: number;
  readonly completed: number;
  /** When the first and the last one was completed (milliseconds since 1970); 0 when none was. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** How many were completed together with the first one. */
  readonly withFirst: number;
}

/** Somebody's books, to be looked into from outside. */
export interface Auditor {
  /**
   * Forgets all orders, and puts some old ones in their place: PostgreSQL plans for the tables it
   * knows, and those of a bakery are empty on its first day only.
   */
  clear(): Promise<void>;
  standing(): Promise<Standing>;
  /** Waits until every row is completed, or nothing has moved for a while. */
  untilCompleted(rows: number): Promise<Standing>;
  /** When each order from this one on was completed (milliseconds since 1970), by its id. */
  completions(firstId?: number): Promise<Map<number, number>>;
  /** Places orders whose messages nobody has sent. @returns their ids, in order */
  place(count: number): Promise<number[]>;
  close(): Promise<void>;
}

/**
 * Each look reads all orders. That is no part of what is measured, and to be felt nowhere: when the last
 * one was completed is asked once, in the end.
 */
const lookEveryMs = 500;
const patienceMs = 20_000;

const oldOrders = 2_000;

type Count = Pick<Standing, 'rows' | 'completed'>;

const counts = `count(*)::integer as rows,
  count(*) filter (where status = 'Completed')::integer as completed`;

/** Not what anybody has written in the middle of his work: an order is completed by its transaction's commit. */
const completedAt = `case when status = 'Completed'
  then extract(epoch from pg_xact_commit_timestamp(xmin))::float * 1000 end`;

export async function openAuditor(contestant: Contestant, books: Books): Promise<Auditor> {
  const client = new pg.Client({ connectionString: books.databaseUrl });
  // When all is torn down, the server may go first.
  client.on('error', () => undefined);
  await client.connect();
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Row[];

  /** The last of the old ones. */
  let oldId = 0;

  async function count(): Promise<Count> {
    const [row] = await query<Count>(`select ${counts} from orders where id > $1`, [oldId]);
    return row ?? { rows: 0, completed: 0 };
  }

  async function standing(): Promise<Standing> {
    const [row] = await query<Standing>(
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
    const rows = await query<{ id: number }>(books.place, [count]);
    return rows.map(({ id }) => id);
  }

  return {
    standing,
    async clear() {
      await client.query(books.clear);
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
      return standing();
    },
    async completions(firstId = 0) {
      const rows = await query<{ id: number; at: number }>(
        `select id, ${completedAt} as at
         from orders where id >= $1 and id > $2 and status = 'Completed'`,
        [firstId, oldId],
      );
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    place,
    close: () => client.end(),
  };
}
