import { listPickupSlotsRoute } from '../../shared/contract/pickup-slots.ts';
import { database } from '../../shared/db/database.ts';
import { endpoint } from '../../shared/lambda/endpoint.ts';
import { listPickupSlots } from './list-pickup-slots.ts';

export const handler = endpoint(listPickupSlotsRoute, ({ query }) =>
  listPickupSlots(database, query, new Date()),
);
