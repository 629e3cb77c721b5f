import pg from 'pg';

/**
 * Makes a database like the one that tests clone: it has the schema and the demo catalogue, and
 * nobody is connected to it.
 * @returns where it is
 */
export async function cloneDatabase(templateUrl: string, name: string): Promise<string> {
  const template = new URL(templateUrl);
  const admin = new URL(template);
  admin.pathname = '/template1';
  const client = new pg.Client({ connectionString: admin.href });
  await client.connect();
  await client.query(`create database ${name} template postgres strategy file_copy`);
  await client.end();
  const clone = new URL(template);
  clone.pathname = `/${name}`;
  return clone.href;
}
