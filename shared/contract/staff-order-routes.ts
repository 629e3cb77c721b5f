import { bakeSheetResponse, getBakeSheetQuery } from './bake-sheet.ts';
import {
  idempotencyKeyHeader,
  orderIdParameter,
  placeCounterOrderRequest,
  placeOrderResponse,
  staffOrderResponse,
} from './orders.ts';
import * as z from 'zod/mini';
import type { Route } from './route.ts';
import { listOrdersQuery, listOrdersResponse, moveOrderRequest } from './staff-orders.ts';

const orderId = { id: orderIdParameter };

/** What staff do about orders. */
export const staffOrderRoutes: readonly Route[] = [
  {
    route: 'GET /staff/orders',
    summary: 'Orders by day, status and words, page by page; for live boards, what has changed',
    access: 'baker',
    query: listOrdersQuery,
    headers: { 'if-none-match': z.optional(z.string()) },
    responses: { 200: listOrdersResponse, 304: null },
    problems: [400],
  },
  {
    route: 'POST /staff/orders',
    summary:
      'Take an order at the counter; the rules about pickup may be overridden, with a reason',
    access: 'baker',
    headers: { 'idempotency-key': idempotencyKeyHeader },
    body: placeCounterOrderRequest,
    responses: { 201: placeOrderResponse },
    problems: [400, 404, 409, 413, 415, 422],
  },
  {
    route: 'GET /staff/orders/{id}',
    summary: 'An order and its story',
    access: 'baker',
    path: orderId,
    responses: { 200: staffOrderResponse },
    problems: [400, 404],
  },
  {
    route: 'POST /staff/orders/{id}/moves',
    summary: 'Complete an order, hand it over, cancel it, or take back what was just done',
    access: 'baker',
    path: orderId,
    body: moveOrderRequest,
    responses: { 200: staffOrderResponse },
    problems: [400, 404, 409, 413, 415],
  },
  {
    route: 'GET /staff/bake-sheet',
    summary: 'What to bake for a day: totals by product and slot, notes, allergens, batches',
    access: 'baker',
    query: getBakeSheetQuery,
    responses: { 200: bakeSheetResponse },
    alsoAs: ['text/csv'],
    problems: [400],
  },
];
