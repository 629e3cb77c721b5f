import middy from '@middy/core';
import { logger } from '../logger.ts';

/** A Lambda handler for events without a waiting client: from a queue, a schedule or a deployment. */
export function backgroundHandler<Event, Result>(run: (event: Event) => Promise<Result>) {
  return middy<Event, Result>()
    .onError(({ error }) => {
      logger.error('unexpected error', error ?? new Error('unknown'));
    })
    .handler(run);
}
