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

interface Counted {
  readonly rows: number;
  readonly completed: number;
  readonly first: Date | null;
  readonly last: Date | null;
}

/** Seldom enough to cost nothing; when the last order was completed stands in the books. */
const lookEveryMs = 100;
const patienceMs = 20_000;

const oldOrders = 2_000;

export async function openAuditor(contestant: Contestant, books: Books): Promise<Auditor> {
  const client = new pg.Client({ connectionString: books.databaseUrl });
  // When all is torn down, the server may go first.
  client.on('error', () => undefined);
  await client.connect();
  const query = async <Row>(text: string, values: unknown[] = []) =>
    (await client.query(text, values)).rows as Row[];

  async function standing(): Promise<Standing> {
    const [row] = await query<Counted>(books.count);
    if (!row) throw new Error('There is no count.');
    const { first, last } = row;
    const rows = row.rows - oldOrders;
    const completed = row.completed - oldOrders;
    return { rows, completed, firstAt: first?.getTime() ?? 0, lastAt: last?.getTime() ?? 0 };
  }

  async function place(count: number): Promise<number[]> {
    const rows = await query<{ id: number }>(books.place, [count]);
    return rows.map(({ id }) => id);
  }

  return {
    standing,
    async clear() {
      await client.query(books.clear);
      await place(oldOrders);
      await client.query(`update orders set status = 'Completed'`);
      await client.query('vacuum analyze');
    },
    async untilCompleted(rows) {
      let seen = await standing();
      let movedAt = Date.now();
      while (seen.completed < rows && Date.now() - movedAt < patienceMs) {
        contestant.check();
        await setTimeout(lookEveryMs);
        const now = await standing();
        if (now.completed !== seen.completed) movedAt = Date.now();
        seen = now;
      }
      return seen;
    },
    async completions(firstId = 0) {
      const rows = await query<{ id: number; at: number }>(books.completions, [firstId]);
      return new Map(rows.map(({ id, at }) => [id, at]));
    },
    place,
    close: () => client.end(),
  };
}
