import { changeProductRoute, moveProductsRoute } from '../../shared/contract/catalogue.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeProductPoolsRoute } from '../../shared/contract/pools.ts';
import { changeProduct } from './change-product.ts';
import { changeProductPools } from './change-product-pools.ts';
import { moveProducts } from './move-products.ts';

export const handler = endpoints(
  staffEndpoint(changeProductRoute, ({ db, staff, params, body }) =>
    changeProduct(db, staff, params.id, body, new Date()),
  ),
  staffEndpoint(changeProductPoolsRoute, ({ db, staff, params, body }) =>
    changeProductPools(db, staff, params.id, body),
  ),
  staffEndpoint(moveProductsRoute, ({ staff, body }) => moveProducts(staff, body)),
);
