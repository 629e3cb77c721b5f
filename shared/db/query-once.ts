import pg from 'pg';

/** Runs statements on a connection of their own, without the limits that requests have. */
export async function queryOnce<Row extends object>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  // A connection that breaks fails the query, which says so.
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}
