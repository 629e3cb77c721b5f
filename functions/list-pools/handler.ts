import { listPoolsRoute } from '../../shared/contract/pools.ts';
import { findPools } from '../../shared/db/pools.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(listPoolsRoute, ({ db }) => findPools(db));
