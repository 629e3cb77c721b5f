import { changeProductRequest, productIdParameter } from '../../shared/contract/catalogue.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { changeProduct } from './change-product.ts';

/** `PUT /staff/products/{id}` */
export const handler = staffHandler('manager', findStaffMember, async (request) => {
  const { pathParameters, body, staff } = request;
  const id = parse(productIdParameter, pathParameters['id'], '/path/id');
  const change = parse(changeProductRequest, body);
  return { status: 200, body: await changeProduct(database, staff, id, change) };
});
