import {
  catalogueProduct,
  changeProductRequest,
  createProductRequest,
  listCatalogueResponse,
  listStockMovementsQuery,
  listStockMovementsResponse,
  moveStockRequest,
  moveStockResponse,
  productIdParameter,
} from './catalogue.ts';
import { idempotencyKeyHeader } from './orders.ts';
import { changePictureRequest, removePictureQuery } from './pictures.ts';
import type { Route } from './route.ts';

const productId = { id: productIdParameter };

/** What the bakery sells and what is on its shelves, for those who see to it. */
export const catalogueRoutes: readonly Route[] = [
  {
    route: 'GET /staff/products',
    summary: 'All products with all that is known of them, also those that are not on sale',
    access: 'baker',
    responses: { 200: listCatalogueResponse },
    problems: [],
  },
  {
    route: 'POST /staff/products',
    summary: 'Create a product',
    access: 'manager',
    body: createProductRequest,
    responses: { 201: catalogueProduct },
    problems: [400, 413, 415],
  },
  {
    route: 'PUT /staff/products/{id}',
    summary: 'Change a product, take it off sale or put it back, unless somebody was faster',
    access: 'manager',
    path: productId,
    body: changeProductRequest,
    responses: { 200: catalogueProduct },
    problems: [400, 404, 409, 413, 415],
  },
  {
    route: 'PUT /staff/products/{id}/picture',
    summary: 'Give a product a picture, or another one: at most 200 KB',
    access: 'manager',
    path: productId,
    body: changePictureRequest,
    responses: { 200: catalogueProduct },
    problems: [400, 404, 409, 413, 415],
  },
  {
    route: 'DELETE /staff/products/{id}/picture',
    summary: 'Take the picture of a product away',
    access: 'manager',
    path: productId,
    query: removePictureQuery,
    responses: { 200: catalogueProduct },
    problems: [400, 404, 409],
  },
  {
    route: 'POST /staff/products/{id}/stock',
    summary: 'Say what was delivered, thrown away, or counted on the shelf',
    access: 'baker',
    path: productId,
    headers: { 'idempotency-key': idempotencyKeyHeader },
    body: moveStockRequest,
    responses: { 200: moveStockResponse },
    problems: [400, 404, 409, 413, 415, 422],
  },
  {
    route: 'GET /staff/products/{id}/stock',
    summary: 'Why the stock is what it is: its movements, the newest first',
    access: 'baker',
    path: productId,
    query: listStockMovementsQuery,
    responses: { 200: listStockMovementsResponse },
    problems: [400, 404],
  },
];
