import type {
  CatalogueProduct,
  MoveProductsRequest,
  MoveProductsResponse,
} from '../../../shared/contract/catalogue.ts';
import type { InputOf } from '../../../shared/contract/client.ts';
import type { Answer } from '../../components/api.ts';
import type { SmallPicture } from '../shrink-picture.ts';
import { askAsStaff } from '../staff-api.ts';
import { pickAvailability } from './availability-form.ts';

export function fetchCatalogue(): Promise<Answer<readonly CatalogueProduct[]>> {
  return askAsStaff('GET /staff/products');
}

export function createProduct(
  body: InputOf<'POST /staff/products'>['body'],
): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('POST /staff/products', { body });
}

export function changeProduct(
  id: number,
  body: InputOf<'PUT /staff/products/{id}'>['body'],
): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('PUT /staff/products/{id}', { params: { id }, body });
}

/** Puts a product on sale or takes it off sale, and changes nothing else. */
export function sellProduct(
  product: CatalogueProduct,
  active: boolean,
): Promise<Answer<CatalogueProduct>> {
  const { name, category, description, price, allergens, traces, version } = product;
  const { lead_time_hours, daily_capacity, batch_size } = product;
  return changeProduct(product.id, {
    name,
    category,
    description,
    price,
    allergens,
    traces,
    lead_time_hours,
    ...pickAvailability(product),
    daily_capacity,
    batch_size,
    active,
    version,
  });
}

export function moveProducts(body: MoveProductsRequest): Promise<Answer<MoveProductsResponse>> {
  return askAsStaff('PUT /staff/products/order', { body });
}

/** Whether another person has changed the product in the meantime. */
export function isStale(answer: Answer<unknown>): boolean {
  return answer.kind === 'refused' && answer.problem.code === 'stale-version';
}

/** @param version the version of the product for which the picture was chosen */
export function putPicture(
  id: number,
  version: number,
  picture: SmallPicture,
): Promise<Answer<CatalogueProduct>> {
  const body = { type: picture.type, data: picture.data, version };
  return askAsStaff('PUT /staff/products/{id}/picture', { params: { id }, body });
}

export function removePicture(id: number, version: number): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('DELETE /staff/products/{id}/picture', {
    params: { id },
    query: { version: String(version) },
  });
}
