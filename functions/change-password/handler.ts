import { changePasswordRequest } from '../../shared/contract/accounts.ts';
import { parse } from '../../shared/contract/parse.ts';
import { database } from '../../shared/db/database.ts';
import { findStaffMember } from '../../shared/db/staff-sessions.ts';
import { deviceSecretIn } from '../../shared/http/device-cookie.ts';
import { staffHandler } from '../../shared/http/staff-handler.ts';
import { changePassword } from './change-password.ts';

/** `PUT /staff/password` */
export const handler = staffHandler('baker', findStaffMember, async (request) => {
  const { staff, sessionHash, body } = request;
  const { current_password, new_password } = parse(changePasswordRequest, body);
  await changePassword(database, staff, {
    currentPassword: current_password,
    newPassword: new_password,
    sessionHash,
    deviceSecret: deviceSecretIn(request),
  });
  return { status: 204 };
});
