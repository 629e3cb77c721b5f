import { listProductsRoute } from '../../shared/contract/products.ts';
import { unlessKnown } from '../../shared/http/etag.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { findTaggedList } from './find-tagged-list.ts';

export const handler = endpoint(listProductsRoute, async ({ query, headers }) =>
  unlessKnown(headers, await findTaggedList(query)),
);
