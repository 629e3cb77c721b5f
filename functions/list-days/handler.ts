import { listDaysRoute } from '../../shared/contract/days.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { listDays } from './list-days.ts';

export const handler = staffEndpoint(listDaysRoute, async ({ db, query, headers }) =>
  withEtag(headers, await listDays(db, query, new Date())),
);
