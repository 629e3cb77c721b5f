import * as z from 'zod/mini';
import { liveness, readiness } from './health.ts';
import {
  getOrderResponse,
  idempotencyKeyHeader,
  orderIdParameter,
  orderResponse,
  orderTokenHeader,
  placeLinesRequest,
  placeOneLineRequest,
  placeOrderResponse,
} from './orders.ts';
import { listPickupSlotsQuery, listPickupSlotsResponse } from './pickup-slots.ts';
import { listProductsQuery, listProductsResponse } from './products.ts';

type Schema = z.core.$ZodType;

/** One endpoint, as the OpenAPI document tells of it. Errors are problem documents everywhere. */
export interface Route {
  /** As in `serverless.yml`: "GET /order/{id}". */
  readonly route: string;
  readonly summary: string;
  readonly path?: Readonly<Record<string, Schema>>;
  readonly query?: z.core.$ZodObject;
  /** Names in lower case. */
  readonly headers?: Readonly<Record<string, Schema>>;
  readonly body?: Schema;
  /** By status; null for an answer without a body. */
  readonly responses: Readonly<Record<number, Schema | null>>;
  /** The statuses of problems it may answer with, besides 500 and 503. */
  readonly problems: readonly number[];
}

const orderId = { id: orderIdParameter };

export const routes: readonly Route[] = [
  {
    route: 'GET /products',
    summary: 'What the bakery sells, and whether it can be had',
    query: listProductsQuery,
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: listProductsResponse, 304: null },
    problems: [400],
  },
  {
    route: 'GET /pickup-slots',
    summary: 'The times at which an order can be collected on a day, and why not at others',
    query: listPickupSlotsQuery,
    responses: { 200: listPickupSlotsResponse },
    problems: [400],
  },
  {
    route: 'POST /order',
    summary: 'Place an order; it is accepted at once and processed in the background',
    headers: { 'idempotency-key': idempotencyKeyHeader },
    body: z.union([placeOneLineRequest, placeLinesRequest]),
    responses: { 201: placeOrderResponse },
    problems: [400, 404, 409, 413, 415, 422],
  },
  {
    route: 'GET /order/{id}',
    summary: 'Where an order stands; with its token, the whole order',
    path: orderId,
    headers: { 'x-order-token': z.optional(orderTokenHeader) },
    responses: { 200: z.union([orderResponse, getOrderResponse]) },
    problems: [400, 403, 404],
  },
  {
    route: 'POST /order/{id}/cancel',
    summary: 'Cancel an order while nobody has begun to bake',
    path: orderId,
    headers: { 'x-order-token': orderTokenHeader },
    responses: { 200: getOrderResponse },
    problems: [400, 403, 404, 409, 413, 415],
  },
  {
    route: 'GET /health',
    summary: 'Whether the process answers',
    responses: { 200: liveness },
    problems: [],
  },
  {
    route: 'GET /health/ready',
    summary: 'Whether it can do its work: the database, the queue, the oldest waiting order',
    responses: { 200: readiness, 503: readiness },
    problems: [],
  },
];
