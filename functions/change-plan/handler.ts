import {
  changeDatePlanRoute,
  changeWeekPlanRoute,
  removeDatePlanRoute,
} from '../../shared/contract/plan.ts';
import { deleteDatePlan, writeDatePlan, writeWeekPlan } from '../../shared/db/plan.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changePlan } from './change-plan.ts';

export const handler = endpoints(
  staffEndpoint(changeWeekPlanRoute, ({ db, staff, params: { id }, body }) =>
    changePlan(staff, id, writeWeekPlan(db, id, body.weekdays)),
  ),
  staffEndpoint(changeDatePlanRoute, ({ db, staff, params: { id, date }, body }) =>
    changePlan(staff, id, writeDatePlan(db, id, date, body)),
  ),
  staffEndpoint(removeDatePlanRoute, ({ db, staff, params: { id, date } }) =>
    changePlan(staff, id, deleteDatePlan(db, id, date)),
  ),
);
