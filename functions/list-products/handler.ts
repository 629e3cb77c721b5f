import { parse } from '../../shared/contract/parse.ts';
import { listProductsQuery } from '../../shared/contract/products.ts';
import { database } from '../../shared/db/database.ts';
import { withEtag } from '../../shared/http/etag.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { listProducts } from './list-products.ts';

/** `GET /products?category=Bread&without=nuts,milk&q=rye&date=2026-11-23` */
export const handler = httpHandler(async ({ query, headers }) =>
  withEtag(
    headers,
    await listProducts(database, parse(listProductsQuery, query, '/query'), new Date()),
  ),
);
