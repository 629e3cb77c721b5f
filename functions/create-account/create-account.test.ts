import { account } from '../../shared/contract/accounts.ts';
import { database } from '../../shared/db/database.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler as listAccounts } from '../list-accounts/handler.ts';
import { handler as signIn } from '../sign-in/handler.ts';
import { handler } from './handler.ts';

async function create(body: object) {
  const { headers } = await signInAs('manager');
  return call(handler, 'POST /staff/accounts', { headers, body });
}

test('a new account can sign in, and its password is never listed', async () => {
  const body = { name: 'Gustav', role: 'baker', password: 'rises before the bread' };
  const created = await create(body);
  expect(created).toMatchObject({
    status: 201,
    body: { name: 'gustav', role: 'baker', active: true, is_demo: false, signed_in_at: null },
  });
  const { name, password } = body;
  const session = await call(signIn, 'POST /staff/session', { body: { name, password } });
  expect(session.status).toBe(201);
  const { headers } = await signInAs('manager');
  const listed = await call(listAccounts, 'GET /staff/accounts', { headers });
  expect(listed.body).toContainEqual(
    expect.objectContaining({ id: account.parse(created.body).id, name: 'gustav' }),
  );
  expect(JSON.stringify(listed.body)).not.toContain('scrypt');
});

test('refuses a name that is taken', async () => {
  const body = { name: 'hanna', role: 'baker', password: 'rises before the bread' };
  expect((await create(body)).status).toBe(201);
  expect(await create({ ...body, name: 'HANNA' })).toMatchObject({
    status: 409,
    body: { code: 'name-taken' },
  });
});

// cspell:ignore josé jose jorg renée renee rénée reneé
test('refuses a name that differs only by accents from another one, in either order', async () => {
  const body = { role: 'baker', password: 'rises before the bread' };
  const taken = { status: 409, body: { code: 'name-taken' } };
  expect(await create({ ...body, name: 'José' })).toMatchObject({
    status: 201,
    body: { name: 'josé' },
  });
  expect(await create({ ...body, name: 'jose' })).toMatchObject(taken);
  expect((await create({ ...body, name: 'jorg' })).status).toBe(201);
  expect(await create({ ...body, name: 'JÖRG' })).toMatchObject(taken);
});

test('refuses a name that is similar to one that the previous release created', async () => {
  await sql(
    `insert into staff_accounts (name, role, password_hash) values ('zoe', 'baker', 'none')`,
  );
  const body = { name: 'Zoë', role: 'baker', password: 'rises before the bread' };
  expect(await create(body)).toMatchObject({ status: 409, body: { code: 'name-taken' } });
});

test('of two similar names at the same moment, one gets an account', async () => {
  const added = await Promise.all(
    ['renée', 'renee', 'rénée', 'reneé'].map((name) =>
      insertStaffAccount(database, { name, role: 'baker', passwordHash: 'none' }),
    ),
  );
  expect(added.filter((one) => one !== undefined)).toHaveLength(1);
});

test.each([
  ['a common password', 'qwerty12345', 'Too easy to guess'],
  ['a common password', 'Passwort2026', 'Too common'],
  ['one letter repeated', 'xxxxxxxxxxxx', 'Too few different characters'],
  ['the name of the bakery', 'crumbandkernel', 'Too easy to guess'],
  ['the name of the account', 'Ludovica-2026', 'Too easy to guess'],
])('refuses %s: %s', async (_, password, message) => {
  await sql(`update settings set bakery_name = 'Crumb and Kernel'`);
  expect(await create({ name: 'ludovica', role: 'baker', password })).toMatchObject({
    status: 400,
    body: { code: 'invalid-request', errors: [{ path: '/password', message }] },
  });
});

test.each([
  ['a name with a space', { name: 'ida two', role: 'baker', password: 'rises before the bread' }],
  ['an unknown role', { name: 'ida', role: 'owner', password: 'rises before the bread' }],
  ['a short password', { name: 'ida', role: 'baker', password: 'short' }],
  ['a password too long to hash', { name: 'ida', role: 'baker', password: 'x'.repeat(201) }],
  ['an unknown field', { name: 'ida', role: 'baker', password: 'x'.repeat(10), active: true }],
])('refuses %s', async (_, body) => {
  expect((await create(body)).status).toBe(400);
});
