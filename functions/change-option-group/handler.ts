import {
  changeOptionGroupRoute,
  changeProductOptionGroupsRoute,
  moveOptionGroupsRoute,
  removeOptionGroupRoute,
  sellOutOptionRoute,
} from '../../shared/contract/options.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeOptionGroup } from './change-option-group.ts';
import { changeProductOptionGroups } from './change-product-option-groups.ts';
import { moveOptionGroups } from './move-option-groups.ts';
import { removeOptionGroup } from './remove-option-group.ts';
import { sellOutOption } from './sell-out-option.ts';

export const handler = endpoints(
  staffEndpoint(moveOptionGroupsRoute, ({ staff, body }) => moveOptionGroups(staff, body)),
  staffEndpoint(changeOptionGroupRoute, ({ db, staff, params: { id }, body }) =>
    changeOptionGroup(db, staff, id, body),
  ),
  staffEndpoint(removeOptionGroupRoute, ({ staff, params: { id } }) =>
    removeOptionGroup(staff, id),
  ),
  staffEndpoint(sellOutOptionRoute, ({ staff, params: { id }, body }) =>
    sellOutOption(staff, id, body),
  ),
  staffEndpoint(changeProductOptionGroupsRoute, ({ db, staff, params: { id }, body }) =>
    changeProductOptionGroups(db, staff, id, body),
  ),
);
