import { parse } from '../../shared/contract/parse.ts';
import { listPickupSlotsQuery } from '../../shared/contract/pickup-slots.ts';
import { database } from '../../shared/db/database.ts';
import { httpHandler } from '../../shared/http/http-handler.ts';
import { listPickupSlots } from './list-pickup-slots.ts';

/** `GET /pickup-slots?date=2026-11-23&product_id=10,2&units=3` */
export const handler = httpHandler(async ({ query }) => {
  const {
    date,
    product_id: productIds = [],
    units = 1,
  } = parse(listPickupSlotsQuery, query, '/query');
  return {
    status: 200,
    body: await listPickupSlots(database, { date, productIds, units }, new Date()),
  };
});
