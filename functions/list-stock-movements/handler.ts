import { listStockMovementsQuery, productIdParameter } from '../../shared/contract/catalogue.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { listStockMovements } from './list-stock-movements.ts';

/** `GET /staff/products/{id}/stock?cursor=4711&limit=50` */
export const handler = staffHandler('baker', findStaffMember, async ({ pathParameters, query }) => {
  const id = parse(productIdParameter, pathParameters['id'], '/path/id');
  const page = parse(listStockMovementsQuery, query, '/query');
  return { status: 200, body: await listStockMovements(database, id, page) };
});
