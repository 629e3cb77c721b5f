import { openOrderQueue } from '#queue';
import { database } from '../../shared/db/database.ts';
import { backgroundHandler } from '../../shared/lambda/background-handler.ts';
import { relayOrders } from './relay-orders.ts';

const queue = openOrderQueue();

/** Runs on a schedule. */
export const handler = backgroundHandler(() => relayOrders(database, queue));
