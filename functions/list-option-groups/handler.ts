import { listOptionGroupsRoute } from '../../shared/contract/options.ts';
import { findOptionGroups } from '../../shared/db/option-groups.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(listOptionGroupsRoute, ({ db }) => findOptionGroups(db));
