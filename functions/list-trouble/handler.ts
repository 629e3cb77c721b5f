import { listTroubleRoute } from '../../shared/contract/trouble.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { listTrouble } from './list-trouble.ts';

export const handler = staffEndpoint(listTroubleRoute, ({ db }) => listTrouble(db, new Date()));
