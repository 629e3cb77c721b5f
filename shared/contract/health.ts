import { route } from './route.ts';
import * as z from 'zod/mini';

export const liveness = z.object({ status: z.literal('alive') });
export type Liveness = z.infer<typeof liveness>;

/**
 * `ready` all is well · `degraded` orders are accepted, but the queue cannot be reached and they
 * wait for the relay, or nothing processes them · `unavailable` the database cannot be reached, so nothing can be accepted.
 */
export const readiness = z.object({
  status: z.enum(['ready', 'degraded', 'unavailable']),
  database: z.enum(['up', 'down']),
  queue: z.enum(['up', 'down']),
  /** `down` when orders wait and none is processed; null when the database does not say. */
  processor: z.nullable(z.enum(['up', 'down'])),
  /** Seconds the oldest Pending order has been waiting; null when none waits or the database does not answer. */
  oldest_pending_seconds: z.nullable(z.number()),
});
export type Readiness = z.infer<typeof readiness>;

export const getLivenessRoute = route({
  method: 'GET',
  path: '/health',
  function: 'health',
  summary: 'Whether the process answers',
  access: 'public',
  responses: { 200: liveness },
  problems: [],
});

export const getReadinessRoute = route({
  method: 'GET',
  path: '/health/ready',
  function: 'health',
  summary: 'Whether it can do its work: the database, the queue, the oldest waiting order',
  access: 'public',
  responses: { 200: readiness, 503: readiness },
  problems: [],
});
