import type pg from 'pg';
import { databaseConfig } from '../config.ts';
import { logger } from '../logger.ts';
import { readSecret } from '../secret.ts';

/**
 * The address and credentials of the database: a URL that contains the password, or a URL without a
 * password and the secret that contains the password. The secret is read for every connection, so
 * the next connection uses a changed password.
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
    // The certificate and its host name are checked for every `sslmode`.
    ssl: searchParams.has('sslmode'),
    password: () => findPassword(secretArn),
  };
}

/**
 * When the secret cannot be read, a wrong password is sent: the server refuses it and closes the
 * connection. If this function threw an error, pg would leave the connection open.
 */
async function findPassword(secretArn: string): Promise<string> {
  try {
    return await readPassword(secretArn);
  } catch (error) {
    logger.warn('the password of the database cannot be read', { reason: String(error) });
    return 'unknown';
  }
}

/** The password in a secret in the format of RDS: `{"username":…,"password":…}`. */
export async function readPassword(secretArn: string): Promise<string> {
  const { password } = JSON.parse(await readSecret(secretArn)) as { password: string };
  return password;
}
