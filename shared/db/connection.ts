import type pg from 'pg';
import { databaseConfig } from '../config.ts';
import { logger } from '../logger.ts';
import { readSecret } from '../secret.ts';

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
    password: () => findPassword(secretArn),
  };
}

/**
 * When the secret cannot be read the server is told a wrong password: it refuses that and hangs up,
 * while after an error here pg would leave the connection open.
 */
async function findPassword(secretArn: string): Promise<string> {
  try {
    return await readPassword(secretArn);
  } catch (error) {
    logger.warn('the password of the database cannot be read', { reason: String(error) });
    return 'unknown';
  }
}

/** Of a secret as RDS keeps it: `{"username":…,"password":…}`. */
export async function readPassword(secretArn: string): Promise<string> {
  const { password } = JSON.parse(await readSecret(secretArn)) as { password: string };
  return password;
}
