import { changePasswordRoute } from '../../shared/contract/accounts.ts';
import { deviceSecretIn } from '../../shared/http/device-cookie.ts';
import { staffEndpoint } from '../../shared/lambda/staff-endpoint.ts';
import { changePassword } from './change-password.ts';

export const handler = staffEndpoint(
  changePasswordRoute,
  ({ db, staff, sessionHash, body, request }) =>
    changePassword(db, staff, {
      currentPassword: body.current_password,
      newPassword: body.new_password,
      sessionHash,
      deviceSecret: deviceSecretIn(request),
    }),
);
