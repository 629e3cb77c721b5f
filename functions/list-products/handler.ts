import { parse } from '../../shared/contract/parse.ts';
import { type ListProductsQuery, listProductsQuery } from '../../shared/contract/products.ts';
import { database } from '../../shared/db/database.ts';
import { tagJson, unlessKnown } from '../../shared/http/etag.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { singleFlight } from '../../shared/single-flight.ts';
import { listProducts } from './list-products.ts';

/** `GET /products?category=Bread&without=nuts,milk&q=rye&date=2026-11-23` */
export const handler = httpHandler(async ({ query, headers }) =>
  unlessKnown(headers, await findAnswer(parse(listProductsQuery, query, '/query'))),
);

/** In a process that serves many customers, most of them ask for the same list at the same time. */
const findAnswer = singleFlight(async (query: ListProductsQuery) =>
  tagJson(await listProducts(database, query, new Date())),
);
