import type {
  CatalogueProduct,
  ChangeProductRequest,
  CreateProductRequest,
} from '../../../shared/contract/catalogue.ts';
import type { Answer } from '../../components/api.ts';
import { askAsStaff } from '../staff-api.ts';
import type { SmallPicture } from './shrink-picture.ts';

export function fetchCatalogue(): Promise<Answer<readonly CatalogueProduct[]>> {
  return askAsStaff('/staff/products');
}

export function createProduct(body: CreateProductRequest): Promise<Answer<CatalogueProduct>> {
  return askAsStaff('/staff/products', { method: 'POST', body });
}

export function changeProduct(
  id: number,
  body: ChangeProductRequest,
): Promise<Answer<CatalogueProduct>> {
  return askAsStaff(`/staff/products/${id}`, { method: 'PUT', body });
}

/** @param version of the product that it was chosen for */
export function putPicture(
  id: number,
  version: number,
  picture: SmallPicture,
): Promise<Answer<CatalogueProduct>> {
  const body = { type: picture.type, data: picture.data, version };
  return askAsStaff(`/staff/products/${id}/picture`, { method: 'PUT', body });
}

export function removePicture(id: number, version: number): Promise<Answer<CatalogueProduct>> {
  return askAsStaff(`/staff/products/${id}/picture?version=${version}`, { method: 'DELETE' });
}
