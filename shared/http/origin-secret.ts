import { httpConfig } from '../config.ts';
import { DomainError } from '../domain/errors.ts';
import { logger } from '../logger.ts';
import { readSecret } from '../secret.ts';
import { isSameText } from '../security/session-secret.ts';

/** The secret as this process read it last, and when (milliseconds). */
let known: { readonly arn: string; readonly value: string; readonly readAt: number } | undefined;

/** A secret that was changed is read again, but not for each request that guesses (milliseconds). */
const rereadMs = 60_000;

/**
 * Where we can be reached past the proxy that we trust, the proxy shows a secret: without, anybody
 * could say to be anybody in `X-Forwarded-For`.
 * @throws DomainError `forbidden` for a request that does not show it
 */
export async function refuseSideDoors(
  headers: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const { doorSecretArn } = httpConfig();
  if (doorSecretArn === undefined) return;
  const shown = headers['x-door-secret'] ?? '';
  if (known?.arn === doorSecretArn && isSameText(shown, known.value)) return;
  const isFresh = known?.arn === doorSecretArn && performance.now() - known.readAt < rereadMs;
  if (!isFresh && isSameText(shown, await read(doorSecretArn))) return;
  throw new DomainError('forbidden', 'side-door', 'The API is not reached by this address.');
}

async function read(arn: string): Promise<string> {
  try {
    const value = await readSecret(arn);
    known = { arn, value, readAt: performance.now() };
    return value;
  } catch (cause) {
    logger.warn('what CloudFront shows cannot be read', { reason: String(cause) });
    throw new DomainError('unavailable', 'api-unavailable', 'The API cannot be reached.', {
      cause,
    });
  }
}
