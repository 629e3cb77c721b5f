import { getPlanRoute } from '../../shared/contract/plan.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getPlan } from './get-plan.ts';

export const handler = staffEndpoint(getPlanRoute, ({ db, query }) =>
  getPlan(db, query, new Date()),
);
