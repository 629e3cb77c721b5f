import { database } from '../../shared/db/database.ts';
import { rememberDevice } from '../../shared/db/staff-devices.ts';
import { isPassword } from '../../shared/security/password.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

let manager: SignedInStaff;
beforeAll(async () => {
  manager = await signInAs('manager');
});

const change = (id: number | string, body: object, by = manager) =>
  call(handler, 'PATCH /staff/accounts/{id}', {
    headers: by.headers,
    pathParameters: { id: String(id) },
    body,
  });
const isSignedIn = async ({ headers }: SignedInStaff) =>
  (await call(getSession, 'GET /staff/session', { headers })).status === 200;

test('deactivation closes the sessions of an account, and activation does not reopen them', async () => {
  const baker = await signInAs('baker');
  expect((await change(baker.id, { active: false })).body).toMatchObject({
    active: false,
    signed_in_at: null,
  });
  expect(await isSignedIn(baker)).toBe(false);
  expect((await change(baker.id, { active: true })).body).toMatchObject({ active: true });
  expect(await isSignedIn(baker)).toBe(false);
});

test('a new password for an account ends its sessions', async () => {
  const baker = await signInAs('baker');
  expect((await change(baker.id, { password: 'something to remember' })).status).toBe(200);
  const [account] = await sql<{ password_hash: string }>(
    'select password_hash from staff_accounts where id = $1',
    [baker.id],
  );
  expect(await isPassword('something to remember', account?.password_hash)).toBe(true);
  expect(await isSignedIn(baker)).toBe(false);
});

test.each([{ password: 'something to remember' }, { active: false }])(
  '%j deletes the devices of the account',
  async (body) => {
    const baker = await signInAs('baker');
    await rememberDevice(database, baker.id, `of ${baker.name}`, undefined);
    await rememberDevice(database, manager.id, `of ${manager.name}`, undefined);
    expect((await change(baker.id, body)).status).toBe(200);
    expect(await sql('select account_id from staff_devices')).toEqual([{ account_id: manager.id }]);
    await sql('truncate staff_devices');
  },
);

test('a change of role keeps sessions and devices', async () => {
  const baker = await signInAs('baker');
  await rememberDevice(database, baker.id, 'hash', undefined);
  expect((await change(baker.id, { role: 'manager' })).body).toMatchObject({ role: 'manager' });
  expect(await isSignedIn(baker)).toBe(true);
  expect(await sql('select token_hash from staff_devices')).toEqual([{ token_hash: 'hash' }]);
});

test('one manager remains when two managers demote themselves at the same moment', async () => {
  await sql(`update staff_accounts set role = 'baker' where id <> $1`, [manager.id]);
  expect(await change(manager.id, { role: 'baker' })).toMatchObject({
    status: 409,
    body: { code: 'last-manager' },
  });
  expect((await change(manager.id, { active: false })).status).toBe(409);
  const second = await signInAs('manager');
  const answers = await Promise.all([
    change(manager.id, { role: 'baker' }),
    change(second.id, { role: 'baker' }, second),
  ]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409]);
  expect(await sql(`select from staff_accounts where role = 'manager' and active`)).toHaveLength(1);
  await sql(`update staff_accounts set role = 'manager' where id = $1`, [manager.id]);
});

test('refuses a password that is easy to guess, and changes nothing', async () => {
  const baker = await signInAs('baker', 'theodora');
  const weak = ['password123', '          ', 'Theodora 2026', 'bakery-bakery'];
  for (const password of weak) {
    expect(await change(baker.id, { password, role: 'manager' })).toMatchObject({
      status: 400,
      body: { errors: [{ path: '/password' }] },
    });
  }
  expect(await isSignedIn(baker)).toBe(true);
  expect(await sql('select role from staff_accounts where id = $1', [baker.id])).toEqual([
    { role: 'baker' },
  ]);
});

test('refuses an invalid request', async () => {
  expect((await change(999_999, { role: 'baker' })).status).toBe(404);
  expect((await change(999_999, { password: 'something to remember' })).status).toBe(404);
  expect((await change('x', { role: 'baker' })).status).toBe(400);
  expect((await change(manager.id, { role: 'owner' })).status).toBe(400);
  expect((await change(manager.id, { name: 'other' })).status).toBe(400);
});
