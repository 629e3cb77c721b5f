import middy from '@middy/core';
import { logger } from '../logger.ts';

/** A Lambda handler for what no client waits for: a queue, a schedule, a deployment. */
export function backgroundHandler<Event, Result>(run: (event: Event) => Promise<Result>) {
  return middy<Event, Result>()
    .onError(({ error }) => {
      logger.error('unexpected error', error ?? new Error('unknown'));
    })
    .handler(run);
}
