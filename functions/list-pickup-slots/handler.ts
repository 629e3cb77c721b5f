import { listCounterSlotsRoute, listPickupSlotsRoute } from '../../shared/contract/pickup-slots.ts';
import { database } from '../../shared/db/database.ts';
import { endpoint, endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { listPickupSlots } from './list-pickup-slots.ts';

export const handler = endpoints(
  endpoint(listPickupSlotsRoute, ({ query }) =>
    listPickupSlots(database, query, { isAtCounter: false, now: new Date() }),
  ),
  staffEndpoint(listCounterSlotsRoute, ({ db, query }) =>
    listPickupSlots(db, query, { isAtCounter: true, now: new Date() }),
  ),
);
