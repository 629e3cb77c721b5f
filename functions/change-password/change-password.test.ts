import { database } from '../../shared/db/database.ts';
import { rememberDevice } from '../../shared/db/staff-devices.ts';
import { isPassword } from '../../shared/security/password.ts';
import { hashSessionSecret, newSessionSecret } from '../../shared/security/session-secret.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { cheapHashOf, openSessionOf, signInAs } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

async function signInWith(password: string) {
  const staff = await signInAs('baker');
  await sql('update staff_accounts set password_hash = $2, is_demo = true where id = $1', [
    staff.id,
    cheapHashOf(password),
  ]);
  return staff;
}

const change = (headers: Record<string, string>, current: string, next: string) =>
  call(handler, 'PUT /staff/password', {
    headers,
    body: { current_password: current, new_password: next },
  });

test('accepts a new password with the old one, and ends all other sessions', async () => {
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

test('keeps the current device, and deletes all other devices of the account', async () => {
  const { id, headers } = await signInWith('the old password');
  const [here, elsewhere] = [newSessionSecret(), newSessionSecret()];
  await rememberDevice(database, id, hashSessionSecret(here), undefined);
  await rememberDevice(database, id, hashSessionSecret(elsewhere), undefined);
  const cookie = `${headers.cookie}; bakery_device=${here}`;
  const changed = await change({ ...headers, cookie }, 'the old password', 'the new password');
  expect(changed.status).toBe(204);
  expect(await sql('select token_hash from staff_devices where account_id = $1', [id])).toEqual([
    { token_hash: hashSessionSecret(here) },
  ]);
});

test("sign-in failures from other sources do not delay the owner's change", async () => {
  const { name, headers } = await signInWith('the old password');
  await sql(
    `insert into sign_in_failures (at, name, address)
     select now() + interval '1 minute', $1, '127.0.0.1' from generate_series(1, 200)`,
    [name],
  );
  expect((await change(headers, 'the old password', 'the new password')).status).toBe(204);
});

test('wrong old passwords are throttled', async () => {
  const { headers } = await signInWith('the old password');
  const statuses = [];
  for (let guess = 0; guess < 6; guess++) {
    statuses.push((await change(headers, 'a guess', 'the new password')).status);
  }
  expect(statuses).toEqual([409, 409, 409, 409, 409, 429]);
});

test('failures dated ahead by a wrong clock delay the owner for at most 300 s', async () => {
  const { headers } = await signInWith('the old password');
  for (let guess = 0; guess < 5; guess++) await change(headers, 'a guess', 'the new password');
  await sql(`update sign_in_failures set at = now() + interval '1 day'`);
  const throttled = await change(headers, 'the old password', 'the new password');
  expect(throttled.status).toBe(429);
  expect(Number(throttled.headers['retry-after'])).toBeLessThanOrEqual(300);
  await sql(`update sign_in_failures set at = at - interval '300 seconds'`);
  expect((await change(headers, 'the old password', 'the new password')).status).toBe(204);
});

test.each([
  ['a common password', 'Password-123', 'Too common'],
  ['one letter repeated', 'aaaaaaaaaa', 'Too few different characters'],
  ['blanks', ' '.repeat(12), 'Too few different characters'],
  ['the name of the bakery', 'Crumb & Kernel 2026', 'Too easy to guess'],
])('refuses %s, and the old password stays valid', async (_, next, message) => {
  await sql(`update settings set bakery_name = 'Crumb & Kernel'`);
  const { headers } = await signInWith('the old password');
  expect(await change(headers, 'the old password', next)).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ path: '/new_password', message }] },
  });
  expect((await change(headers, 'the old password', 'the new password')).status).toBe(204);
});

test('refuses the name of the account as its password', async () => {
  const { name, headers } = await signInWith('the old password');
  expect(await change(headers, 'the old password', `${name}-1`)).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/new_password', message: 'Too easy to guess' }] },
  });
});

test('an account with a common password, set before the rule, can change it', async () => {
  const { headers } = await signInWith('password123');
  expect((await change(headers, 'password123', 'the new password')).status).toBe(204);
});

test('refuses a short password', async () => {
  const { headers } = await signInWith('the old password');
  expect(await change(headers, 'the old password', 'short')).toMatchObject({
    status: 400,
    body: { errors: [{ path: '/new_password' }] },
  });
});
