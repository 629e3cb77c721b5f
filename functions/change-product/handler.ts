import { changeProductRoute, moveProductsRoute } from '../../shared/contract/catalogue.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeProduct } from './change-product.ts';
import { moveProducts } from './move-products.ts';

export const handler = endpoints(
  staffEndpoint(changeProductRoute, ({ db, staff, params, body }) =>
    changeProduct(db, staff, params.id, body),
  ),
  staffEndpoint(moveProductsRoute, ({ staff, body }) => moveProducts(staff, body)),
);
