import pg from 'pg';
import { roles, type PostgresUrls } from '../../local/embedded/postgres-roles.ts';

/**
 * Creates a copy of the template database, with the schema and the demo catalogue. No connection to
 * the template may be open.
 * @returns the URL for each role
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
