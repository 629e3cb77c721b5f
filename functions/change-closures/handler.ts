import { closeDayRoute, listClosuresRoute, openDayRoute } from '../../shared/contract/settings.ts';
import { findClosures } from '../../shared/db/closures.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { closeDay, openDay } from './change-closures.ts';

export const handler = endpoints(
  staffEndpoint(listClosuresRoute, ({ db }) => findClosures(db, new Date())),
  staffEndpoint(closeDayRoute, ({ db, staff, params, body }) =>
    closeDay(db, staff, params.date, body, new Date()),
  ),
  staffEndpoint(openDayRoute, ({ db, staff, params }) => openDay(db, staff, params.date)),
);
