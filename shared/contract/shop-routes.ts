import * as z from 'zod/mini';
import { pictureTypes } from '../domain/picture.ts';
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
import { pictureHashParameter } from './pictures.ts';
import { listProductsQuery, listProductsResponse } from './products.ts';
import type { Route } from './route.ts';
import { bakeryResponse } from './settings.ts';

const orderId = { id: orderIdParameter };

/** What customers and machines ask. */
export const shopRoutes: readonly Route[] = [
  {
    route: 'GET /bakery',
    summary: 'What the bakery is called, when it is open, and what it counts money in',
    access: 'everybody',
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: bakeryResponse, 304: null },
    problems: [],
  },
  {
    route: 'GET /manifest',
    summary: 'The web app manifest: what the shop is called where it is installed',
    access: 'everybody',
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: null, 304: null },
    alsoAs: ['application/manifest+json'],
    problems: [],
  },
  {
    route: 'GET /products',
    summary: 'What the bakery sells, and whether it can be had',
    access: 'everybody',
    query: listProductsQuery,
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: listProductsResponse, 304: null },
    problems: [400],
  },
  {
    route: 'GET /pictures/{hash}',
    summary: 'The picture of a product; what an address shows never changes',
    access: 'everybody',
    path: { hash: pictureHashParameter },
    responses: { 200: null },
    alsoAs: [...pictureTypes],
    problems: [400, 404],
  },
  {
    route: 'GET /pickup-slots',
    summary: 'The times at which an order can be collected on a day, and why not at others',
    access: 'everybody',
    query: listPickupSlotsQuery,
    responses: { 200: listPickupSlotsResponse },
    problems: [400],
  },
  {
    route: 'POST /order',
    summary: 'Place an order; it is accepted at once and processed in the background',
    access: 'everybody',
    headers: { 'idempotency-key': idempotencyKeyHeader },
    body: z.union([placeOneLineRequest, placeLinesRequest]),
    responses: { 201: placeOrderResponse },
    problems: [400, 404, 409, 413, 415, 422],
  },
  {
    route: 'GET /order/{id}',
    summary: 'Where an order stands; with its token, the whole order',
    access: 'everybody',
    path: orderId,
    headers: { 'x-order-token': z.optional(orderTokenHeader) },
    responses: { 200: z.union([orderResponse, getOrderResponse]) },
    problems: [400, 403, 404],
  },
  {
    route: 'POST /order/{id}/cancel',
    summary: 'Cancel an order while nobody has begun to bake',
    access: 'its token',
    path: orderId,
    headers: { 'x-order-token': orderTokenHeader },
    responses: { 200: getOrderResponse },
    problems: [400, 403, 404, 409, 413, 415],
  },
  {
    route: 'GET /health',
    summary: 'Whether the process answers',
    access: 'everybody',
    responses: { 200: liveness },
    problems: [],
  },
  {
    route: 'GET /health/ready',
    summary: 'Whether it can do its work: the database, the queue, the oldest waiting order',
    access: 'everybody',
    responses: { 200: readiness, 503: readiness },
    problems: [],
  },
  {
    route: 'GET /docs',
    summary: 'This document, to read and to try',
    access: 'everybody',
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: null, 304: null },
    alsoAs: ['text/html'],
    problems: [],
  },
  {
    route: 'GET /docs/{file}',
    summary: 'What the page at /docs is made of, and this document as openapi.json',
    access: 'everybody',
    path: { file: z.string() },
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: z.looseObject({ openapi: z.string() }), 304: null },
    alsoAs: ['text/javascript', 'text/css'],
    problems: [404],
  },
];
