import { addressConfig } from '../../shared/config.ts';
import { showProductRoute } from '../../shared/contract/products.ts';
import { database } from '../../shared/db/database.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { showProduct } from './show-product.ts';

export const handler = endpoint(showProductRoute, ({ params, headers }) =>
  showProduct(database, params.slug, headers, addressConfig().publicUrl),
);
