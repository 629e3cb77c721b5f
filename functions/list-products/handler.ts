import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { listProducts } from './list-products.ts';

/** `GET /products` */
export const handler = httpHandler(async () => ({
  status: 200,
  body: await listProducts(database),
}));
