import {
  changeDatePlanRoute,
  changePlansRoute,
  changeWeekPlanRoute,
  removeDatePlanRoute,
} from '../../shared/contract/plan.ts';
import { writeDatePlans, writeWeekPlan } from '../../shared/db/plan.ts';
import { signatureOf } from '../../shared/domain/staff.ts';
import { endpoints } from '../../shared/lambda/endpoint.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changePlans } from './change-plan.ts';

export const handler = endpoints(
  staffEndpoint(changeWeekPlanRoute, ({ staff, params: { id: productId }, body }) => {
    const plans = body.weekdays.map((plan, day) => {
      return { productId, path: `/weekdays/${day}`, mayFollow: false, ...plan };
    });
    return changePlans(staff, plans, (transaction) =>
      writeWeekPlan(transaction, signatureOf(staff), productId, body.weekdays),
    );
  }),
  staffEndpoint(changePlansRoute, ({ staff, body }) => {
    const plans = body.entries.map(({ product_id: productId, ...plan }, entry) => {
      return { productId, path: `/entries/${entry}`, mayFollow: true, ...plan };
    });
    return changePlans(staff, plans, (transaction) =>
      writeDatePlans(transaction, signatureOf(staff), plans),
    );
  }),
  staffEndpoint(changeDatePlanRoute, ({ staff, params: { id: productId, date }, body }) => {
    const plans = [{ productId, date, path: '', mayFollow: false, ...body }];
    return changePlans(staff, plans, (transaction) =>
      writeDatePlans(transaction, signatureOf(staff), plans),
    );
  }),
  staffEndpoint(removeDatePlanRoute, ({ staff, params: { id: productId, date } }) => {
    const plans = [{ productId, date, path: '', mayFollow: true, units: null, reserve: 0 }];
    return changePlans(staff, plans, (transaction) =>
      writeDatePlans(transaction, signatureOf(staff), plans),
    );
  }),
);
