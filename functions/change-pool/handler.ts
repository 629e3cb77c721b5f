import {
  changePoolDateRoute,
  changePoolRoute,
  removePoolDateRoute,
  removePoolRoute,
} from '../../shared/contract/pools.ts';
import { deletePoolDate, writePoolDate } from '../../shared/db/pools.ts';
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
  staffEndpoint(changePoolDateRoute, ({ db, staff, params: { id, date }, body }) =>
    changePoolDate(staff, id, writePoolDate(db, id, date, body.units)),
  ),
  staffEndpoint(removePoolDateRoute, ({ db, staff, params: { id, date } }) =>
    changePoolDate(staff, id, deletePoolDate(db, id, date)),
  ),
);
