import { changeProductRoute } from '../../shared/contract/catalogue.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeProduct } from './change-product.ts';

export const handler = staffEndpoint(changeProductRoute, ({ db, staff, params, body }) =>
  changeProduct(db, staff, params.id, body),
);
