import { createProductRoute } from '../../shared/contract/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { createProduct } from './create-product.ts';

export const handler = staffEndpoint(createProductRoute, ({ db, staff, body }) =>
  createProduct(db, staff, body),
);
