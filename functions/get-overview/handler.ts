import { getOverviewRoute } from '../../shared/contract/overview.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { getOverview } from './get-overview.ts';

export const handler = staffEndpoint(getOverviewRoute, async ({ db, headers }) =>
  withEtag(headers, await getOverview(db, new Date())),
);
