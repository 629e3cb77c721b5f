import {
  changePoolDateRoute,
  changePoolRoute,
  removePoolDateRoute,
  removePoolRoute,
} from '../../shared/contract/pools.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changePool } from './change-pool.ts';
import { changePoolDate } from './change-pool-date.ts';
import { removePool } from './remove-pool.ts';

export const handler = endpoints(
  staffEndpoint(changePoolRoute, ({ db, staff, params: { id }, body }) =>
    changePool(db, staff, id, body),
  ),
  staffEndpoint(removePoolRoute, ({ db, staff, params: { id } }) => removePool(db, staff, id)),
  staffEndpoint(changePoolDateRoute, ({ staff, params, body }) =>
    changePoolDate(staff, params, body),
  ),
  staffEndpoint(removePoolDateRoute, ({ staff, params }) =>
    changePoolDate(staff, params, { units: null }),
  ),
);
