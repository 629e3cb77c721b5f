import pg from 'pg';
import { roles, type PostgresUrls } from '../../local/embedded/postgres-roles.ts';

/**
 * Makes a database like the one that tests clone: it has the schema and the demo catalogue, and
 * nobody is connected to it.
 * @returns where each role finds it
 */
export async function cloneDatabase(templates: PostgresUrls, name: string): Promise<PostgresUrls> {
  const client = new pg.Client({ connectionString: inDatabase(templates.superuser, 'template1') });
  await client.connect();
  await client.query(`create database ${name} template postgres strategy file_copy`);
  await client.query(`alter database ${name} owner to ${roles.owner}`);
  await client.end();
  return {
    superuser: inDatabase(templates.superuser, name),
    owner: inDatabase(templates.owner, name),
    app: inDatabase(templates.app, name),
  };
}

function inDatabase(url: string, name: string): string {
  const other = new URL(url);
  other.pathname = `/${name}`;
  return other.href;
}
