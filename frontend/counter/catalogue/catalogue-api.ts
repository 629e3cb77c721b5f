import type {
  CatalogueProduct,
  ChangeProductRequest,
  CreateProductRequest,
} from '../../../shared/contract/catalogue.ts';
import type { Answer } from '../../components/api.ts';
import { askAsStaff } from '../staff-api.ts';
import type { SmallPicture } from './shrink-picture.ts';

export function fetchCatalogue(): Promise<Answer<readonly CatalogueProduct[]>> {
  return askAsStaff('GET /staff/products');
}

export function createProduct(body: CreateProductRequest): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('POST /staff/products', { body });
}

export function changeProduct(
  id: number,
  body: ChangeProductRequest,
): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('PUT /staff/products/{id}', { params: { id }, body });
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
