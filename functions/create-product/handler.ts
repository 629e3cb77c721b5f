import { createProductRequest } from '../../shared/contract/catalogue.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { createProduct } from './create-product.ts';

/** `POST /staff/products` */
export const handler = staffHandler('manager', findStaffMember, async ({ body, staff }) => ({
  status: 201,
  body: await createProduct(database, staff, parse(createProductRequest, body)),
}));
