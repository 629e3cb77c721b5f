import { openOrderQueue } from '#queue';
import type { Liveness } from '../../shared/contract/health.ts';
import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { checkReadiness } from './check-readiness.ts';

const queue = openOrderQueue();
const alive: Liveness = { status: 'alive' };

/** `GET /health` whether this process answers; `GET /health/ready` whether it can do its work. */
export const handler = httpHandler(async ({ path }) => {
  if (!path.endsWith('/ready')) return { status: 200, body: alive };
  const readiness = await checkReadiness(database, queue);
  return { status: readiness.status === 'unavailable' ? 503 : 200, body: readiness };
});
