import type { ListProductsQuery } from '../../shared/contract/products.ts';
import { database } from '../../shared/db/database.ts';
import { tagJson } from '../../shared/http/etag.ts';
import { singleFlight } from '../../shared/single-flight.ts';
import { listProducts } from './list-products.ts';

/** Requests at the same time share one query: most customers ask for the same list. */
export const findTaggedList = singleFlight(async (query: ListProductsQuery) =>
  tagJson(await listProducts(database, query, new Date())),
);
