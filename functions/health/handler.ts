import { openOrderQueue } from '#queue';
import { getLivenessRoute, getReadinessRoute } from '../../shared/contract/health.ts';
import { database } from '../../shared/db/database.ts';
import { reply } from '../../shared/http/http-response.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { checkReadiness } from './check-readiness.ts';

const queue = openOrderQueue();

export const handler = endpoints(
  endpoint(getLivenessRoute, () => ({ status: 'alive' as const })),
  endpoint(getReadinessRoute, async () => {
    const readiness = await checkReadiness(database, queue);
    return readiness.status === 'unavailable' ? reply({ status: 503, body: readiness }) : readiness;
  }),
);
