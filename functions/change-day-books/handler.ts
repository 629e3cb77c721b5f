import { changeDayBookRoute, wasteRestRoute } from '../../shared/contract/day-books.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changeDayBook, wasteRest } from './change-day-books.ts';

export const handler = endpoints(
  staffEndpoint(changeDayBookRoute, ({ db, staff, params, body }) =>
    changeDayBook(db, staff, params, body, new Date()),
  ),
  staffEndpoint(wasteRestRoute, ({ db, staff, params: { date } }) =>
    wasteRest(db, staff, date, new Date()),
  ),
);
