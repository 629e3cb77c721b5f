import { hashPassword, isPassword } from '../../shared/security/password.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { openSessionOf, signInAs } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

async function signInWith(password: string) {
  const staff = await signInAs('baker');
  await sql('update staff_accounts set password_hash = $2, is_demo = true where id = $1', [
    staff.id,
    await hashPassword(password),
  ]);
  return staff;
}

const change = (headers: Record<string, string>, current: string, next: string) =>
  call(handler, 'PUT /staff/password', {
    headers,
    body: { current_password: current, new_password: next },
  });

test('a new password is taken from who knows the old one, and ends all other sessions', async () => {
  const { id, headers } = await signInWith('the old password');
  const elsewhere = await openSessionOf(id);
  expect((await change(headers, 'the old password', 'the new password')).status).toBe(204);
  const [account] = await sql<{ password_hash: string; is_demo: boolean }>(
    'select password_hash, is_demo from staff_accounts where id = $1',
    [id],
  );
  expect(await isPassword('the new password', account?.password_hash)).toBe(true);
  expect(account?.is_demo).toBe(false);
  expect((await call(getSession, 'GET /staff/session', { headers })).status).toBe(200);
  expect((await call(getSession, 'GET /staff/session', { headers: elsewhere })).status).toBe(401);
});

test('who does not know the old one cannot guess at it for long', async () => {
  const { headers } = await signInWith('the old password');
  const statuses = [];
  for (let guess = 0; guess < 6; guess++) {
    statuses.push((await change(headers, 'a guess', 'the new password')).status);
  }
  expect(statuses).toEqual([409, 409, 409, 409, 409, 429]);
});

test('a short password is refused', async () => {
  const { headers } = await signInWith('the old password');
  expect(await change(headers, 'the old password', 'short')).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/new_password' }] },
  });
});
