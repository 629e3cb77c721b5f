import {
  changeSpecialDayRoute,
  formerCloseDayRoute,
  formerListClosuresRoute,
  formerOpenDayRoute,
  listSpecialDaysRoute,
  removeSpecialDayRoute,
} from '../../shared/contract/settings.ts';
import { findSpecialDays } from '../../shared/db/special-days.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeSpecialDay, removeSpecialDay } from './change-special-days.ts';

export const handler = endpoints(
  staffEndpoint(listSpecialDaysRoute, ({ db }) => findSpecialDays(db, new Date())),
  staffEndpoint(formerListClosuresRoute, async ({ db }) =>
    (await findSpecialDays(db, new Date())).filter(({ hours }) => hours.length === 0),
  ),
  ...[changeSpecialDayRoute, formerCloseDayRoute].map((route) =>
    staffEndpoint(route, ({ db, staff, params, body }) =>
      changeSpecialDay(db, staff, params.date, body, new Date()),
    ),
  ),
  ...[removeSpecialDayRoute, formerOpenDayRoute].map((route) =>
    staffEndpoint(route, ({ staff, params, query }) =>
      removeSpecialDay(staff, params.date, query.confirmation, new Date()),
    ),
  ),
);
