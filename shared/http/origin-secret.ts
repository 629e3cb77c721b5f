import { httpConfig } from '../config.ts';
import { DomainError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { readSecret } from '../secret.ts';
import { isSameText } from '../security/session-secret.ts';

/** The secret as this process last read it, and the time of that read (milliseconds). */
let known: { readonly arn: string; readonly value: string; readonly readAt: number } | undefined;

/** A changed secret is read again after this time, so that guesses do not cause a read each (milliseconds). */
const rereadMs = 60_000;

/**
 * Refuses requests that did not come through CloudFront, which sends a secret in `x-origin-verify`.
 * Otherwise a client could claim any address in `X-Forwarded-For`. Without a configured secret all
 * requests pass. The header's earlier name, `x-door-secret`, is accepted for one release, because
 * CloudFront changes minutes after the functions.
 * @throws DomainError `forbidden` without the secret
 */
export async function requireOriginSecret(
  headers: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { originSecretArn } = httpConfig();
  if (originSecretArn === undefined) return;
  const sent = headers['x-origin-verify'] ?? headers['x-door-secret'] ?? '';
  if (known?.arn === originSecretArn && isSameText(sent, known.value)) return;
  const isFresh = known?.arn === originSecretArn && performance.now() - known.readAt < rereadMs;
  if (!isFresh && isSameText(sent, await read(originSecretArn))) return;
  throw new DomainError('forbidden', 'direct-access-forbidden', 'Use the address of the shop.');
}

async function read(arn: string): Promise<string> {
  try {
    const value = await readSecret(arn);
    known = { arn, value, readAt: performance.now() };
    return value;
  } catch (cause) {
    logger.warn('origin secret could not be read', { reason: String(cause) });
    throw new DomainError('unavailable', 'api-unavailable', 'The API is not available.', {
      cause,
    });
  }
}
