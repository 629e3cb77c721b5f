import { listStockMovementsRoute } from '../../shared/contract/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { listStockMovements } from './list-stock-movements.ts';

export const handler = staffEndpoint(listStockMovementsRoute, ({ db, params, query }) =>
  listStockMovements(db, params.id, query),
);
