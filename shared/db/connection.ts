import type pg from 'pg';
import { databaseConfig } from '../config.ts';
import { logger } from '../logger.ts';
import { readSecret } from './secret.ts';

/**
 * Where the server is, and how to be let in: by a URL that has the password in it, or by one that
 * has not and a secret. The secret is read for every connection, so one that was changed meanwhile
 * is found by the next.
 */
export function connectionConfig(): pg.ClientConfig {
  const { url, secretArn } = databaseConfig();
  if (secretArn === undefined) return { connectionString: url };
  const { hostname, port, username, pathname, searchParams } = new URL(url);
  return {
    host: hostname,
    port: Number(port),
    user: username,
    database: pathname.slice(1),
    // Whatever is asked for, the certificate and the name in it are looked at.
    ssl: searchParams.has('sslmode'),
    password: () => readPassword(secretArn),
  };
}

/**
 * RDS keeps `{"username":…,"password":…}` there. When it cannot be read the server is told a wrong one:
 * it refuses that and hangs up, while after an error here pg would leave the connection open.
 */
async function readPassword(secretArn: string): Promise<string> {
  try {
    const { password } = JSON.parse(await readSecret(secretArn)) as { password: string };
    return password;
  } catch (error) {
    logger.warn('the password of the database cannot be read', { reason: String(error) });
    return 'unknown';
  }
}
