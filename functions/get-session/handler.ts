import { getSessionRoute } from '../../shared/contract/accounts.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';

export const handler = staffEndpoint(getSessionRoute, ({ staff, csrfToken }) => ({
  name: staff.name,
  role: staff.role,
  csrf_token: csrfToken,
  is_demo: staff.isDemo,
}));
