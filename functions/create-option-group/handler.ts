import { createOptionGroupRoute } from '../../shared/contract/options.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { createOptionGroup } from './create-option-group.ts';

export const handler = staffEndpoint(createOptionGroupRoute, ({ db, staff, body }) =>
  createOptionGroup(db, staff, body),
);
