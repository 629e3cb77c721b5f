import {
  changeDatePlanRoute,
  changeWeekPlanRoute,
  removeDatePlanRoute,
} from '../../shared/contract/plan.ts';
import { deleteDatePlan, writeDatePlan, writeWeekPlan } from '../../shared/db/plan.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changePlan } from './change-plan.ts';

export const handler = endpoints(
  staffEndpoint(changeWeekPlanRoute, ({ db, staff, params: { id }, body }) =>
    changePlan(
      db,
      staff,
      id,
      body.weekdays.map((plan, day) => [`/weekdays/${day}`, plan]),
      () => writeWeekPlan(signatureOf(staff), id, body.weekdays),
    ),
  ),
  staffEndpoint(changeDatePlanRoute, ({ db, staff, params: { id, date }, body }) =>
    changePlan(db, staff, id, [['', body]], () =>
      writeDatePlan(signatureOf(staff), id, date, body),
    ),
  ),
  staffEndpoint(removeDatePlanRoute, ({ db, staff, params: { id, date } }) =>
    changePlan(db, staff, id, [], () => deleteDatePlan(signatureOf(staff), id, date)),
  ),
);
