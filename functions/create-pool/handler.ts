import { createPoolRoute } from '../../shared/contract/pools.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { createPool } from './create-pool.ts';

export const handler = staffEndpoint(createPoolRoute, ({ db, staff, body }) =>
  createPool(db, staff, body),
);
