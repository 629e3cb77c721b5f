import { route } from './route.ts';
import * as z from 'zod/mini';

export const liveness = z.object({ status: z.literal('alive') });
export type Liveness = z.infer<typeof liveness>;

/**
 * `ready` orders are accepted and processed · `degraded` orders are accepted, but the queue cannot be reached, or
 * nothing processes them · `unavailable` the database cannot be reached, so no order can be accepted.
 */
export const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'unavailable']),
  database: z.enum(['up', 'down']),
  queue: z.enum(['up', 'down']),
  /** `down` when an order waits and none is processed; null when the database does not answer. */
  processor: z.nullable(z.enum(['up', 'down'])),
  /**
   * Seconds the oldest Pending order has been waiting; null when no order waits or the database
   * does not answer.
   */
  oldest_pending_seconds: z.nullable(z.number()),
});
export type Readiness = z.infer<typeof readiness>;

export const getLivenessRoute = route({
  method: 'GET',
  path: '/health',
  function: 'health',
  summary: 'Liveness: whether the process responds',
  access: 'public',
  responses: { 200: liveness },
  problems: [],
});

export const getReadinessRoute = route({
  method: 'GET',
  path: '/health/ready',
  function: 'health',
  summary:
    'Readiness: the database, the queue, the processor, and the age of the oldest Pending order',
  access: 'public',
  responses: { 200: readiness, 503: readiness },
  problems: [],
});
