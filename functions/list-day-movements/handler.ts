import { listDayMovementsRoute } from '../../shared/contract/day-books.ts';
import { findDayMovements } from '../../shared/db/day-movements.ts';
import { unknownProduct } from '../../shared/domain/refusals.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(
  listDayMovementsRoute,
  async ({ db, params: { id, date } }) => {
    const movements = await findDayMovements(db, id, date);
    if (!movements) throw unknownProduct([id]);
    return { movements };
  },
);
