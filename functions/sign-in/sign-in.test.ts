import { randomUUID } from 'node:crypto';
import { sessionResponse } from '../../shared/contract/accounts.ts';
import { database } from '../../shared/db/database.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { hashPassword } from '../../shared/security/password.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

const password = 'three layers of dark sponge';
let passwordHash: string;

beforeAll(async () => {
  // Hashing is slow on a slow machine, and here that is not the question.
  process.env['REQUEST_TIMEOUT_MS'] = '25000';
  passwordHash = await hashPassword(password);
});

async function addAccount(name: string) {
  await insertStaffAccount(database, { name, role: 'baker', passwordHash });
  return name;
}

const signIn = (name: string, tried = password) =>
  call(handler, 'POST /staff/session', { body: { name, password: tried } });

test('the right password opens a session, whatever the case and the white space of the name', async () => {
  const name = await addAccount('anna');
  const { status, body, cookies } = await signIn(' Anna ');
  expect(status).toBe(201);
  const session = sessionResponse.parse(body);
  expect(session).toMatchObject({ name, role: 'baker', is_demo: false });
  const [cookie = ''] = cookies;
  expect(cookie).toMatch(
    /^bakery_session=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/,
  );
  const headers = { cookie: cookie.split(';')[0] ?? '' };
  expect(await call(getSession, 'GET /staff/session', { headers })).toMatchObject({
    status: 200,
    body: { name, role: 'baker', csrf_token: session.csrf_token },
  });
});

test('a cookie that was there before is not made a session, and each signing in opens another', async () => {
  const name = await addAccount('fixated');
  const planted = `bakery_session=${'x'.repeat(43)}`;
  const body = { name, password };
  const headers = { cookie: planted };
  const first = await call(handler, 'POST /staff/session', { headers, body });
  const second = await signIn(name);
  const [cookie = '', other = ''] = [first, second].map(({ cookies }) => cookies[0]?.split(';')[0]);
  expect(new Set([planted, cookie, other]).size).toBe(3);
  const session = (sent: string) =>
    call(getSession, 'GET /staff/session', { headers: { cookie: sent } });
  expect((await session(planted)).status).toBe(401);
  expect((await session(cookie)).status).toBe(200);
});

test('where all is HTTPS the cookie never travels without', async () => {
  await addAccount('secure');
  process.env['SECURE_COOKIES'] = 'on';
  const { cookies } = await signIn('secure');
  delete process.env['SECURE_COOKIES'];
  expect(cookies[0]).toMatch(/^__Host-bakery_session=.*; Secure$/);
});

test('the database has neither the password nor what opens a session', async () => {
  await addAccount('bert');
  const { cookies } = await signIn('bert');
  const secret = cookies[0]?.split(/[=;]/)[1] ?? '';
  const [dump] = await sql<{ text: string }>(
    `select (select jsonb_agg(a) from staff_accounts a)::text || (select jsonb_agg(s) from staff_sessions s)::text as text`,
  );
  expect(secret).toHaveLength(43);
  expect(dump?.text).not.toContain(secret);
  expect(dump?.text).not.toContain(password);
});

test('a wrong password and a wrong name are refused in the same words', async () => {
  await addAccount('clara');
  const answers = [await signIn('clara', 'wrong'), await signIn('nobody', 'wrong')];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  const words = answers.map(({ body }) => ({ ...(body as object), request_id: '' }));
  expect(words[0]).toEqual(words[1]);
  expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
});

test('a closed account is refused like one that is none', async () => {
  await addAccount('closed');
  await sql(`update staff_accounts set active = false where name = 'closed'`);
  expect((await signIn('closed')).status).toBe(401);
});

test('guessing at a password is slowed down, even all at once and with the right one among them', async () => {
  await addAccount('dora');
  const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn('dora', 'guess')));
  const count = (status: number) => guesses.filter((guess) => guess.status === status).length;
  // Five were counted; on a slow machine one of them was turned away at the hashing.
  expect(count(401)).toBeLessThanOrEqual(5);
  expect(count(429)).toBeGreaterThanOrEqual(7);
  expect(count(401) + count(429)).toBe(12);
  // However long that took: the latest failure is still to come.
  await sql(`update sign_in_failures set at = now() + interval '1 minute' where name = 'dora'`);
  const { status, headers } = await signIn('dora');
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await sql(`update sign_in_failures set at = now() - interval '10 minutes' where name = 'dora'`);
  expect((await signIn('dora')).status).toBe(201);
  expect(await sql(`select from sign_in_failures where name = 'dora'`)).toEqual([]);
});

test('who guesses from elsewhere does not keep the owner out', async () => {
  await addAccount('owner');
  await sql(
    `insert into sign_in_failures (name, address)
     select 'owner', '192.0.2.' || n % 4 from generate_series(1, 90) n`,
  );
  expect((await signIn('owner')).status).toBe(201);
});

test('an account that is closed while its password is looked at opens no session', async () => {
  await addAccount('leaver');
  const [answer] = await Promise.all([
    signIn('leaver'),
    sql(`update staff_accounts set active = false where name = 'leaver'`),
  ]);
  expect(answer.status).toBe(401);
  expect(
    await sql(
      `select from staff_sessions where account_id = (select id from staff_accounts where name = 'leaver')`,
    ),
  ).toEqual([]);
});

test('a flood of sign-ins is turned away, and holds up nobody else', async () => {
  await sql('truncate sign_in_failures');
  process.env['TRUSTED_PROXIES'] = '1';
  const flood = Array.from({ length: 30 }, (_, n) =>
    call(handler, 'POST /staff/session', {
      headers: { 'x-forwarded-for': `198.51.100.${n}` },
      body: { name: `nobody-${n}`, password: 'guess' },
    }),
  );
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  delete process.env['TRUSTED_PROXIES'];
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(15);
  expect(statuses).toContain(401);
});

test.each(['cross-site', 'same-site'])('a %s page cannot sign anybody in', async (site) => {
  await addAccount(`victim-${site}`);
  const headers = { 'sec-fetch-site': site };
  const body = { name: `victim-${site}`, password };
  expect((await call(handler, 'POST /staff/session', { headers, body })).status).toBe(403);
});

test('an address that guesses under many names is slowed down too, and it alone', async () => {
  await addAccount('emil');
  await sql(
    `insert into sign_in_failures (at, name, address)
     select now() + interval '1 minute', 'name-' || n, '127.0.0.1' from generate_series(1, 20) n`,
  );
  expect((await signIn('emil')).status).toBe(429);
  process.env['TRUSTED_PROXIES'] = '1';
  const elsewhere = await call(handler, 'POST /staff/session', {
    headers: { 'x-forwarded-for': '127.0.0.1, 203.0.113.7' },
    body: { name: 'emil', password },
  });
  const forged = await call(handler, 'POST /staff/session', {
    headers: { 'x-forwarded-for': '203.0.113.7, 127.0.0.1' },
    body: { name: 'emil', password },
  });
  delete process.env['TRUSTED_PROXIES'];
  expect([elsewhere.status, forged.status]).toEqual([201, 429]);
});

test.each([
  ['addresses of one IPv6 network', (n: number) => `2001:db8:0:1::${n.toString(16)}`],
  ['ports of one address', (n: number) => `192.0.2.77:${1024 + n}`],
  ['ports of one IPv6 address', (n: number) => `[2001:db8:0:2::1]:${1024 + n}`],
  ['headers without an address', (n: number) => `unknown-${n}`],
])('guesses from many %s are counted together', async (_, address) => {
  const name = await addAccount(`guessed-${randomUUID().slice(0, 8)}`);
  process.env['TRUSTED_PROXIES'] = '1';
  const statuses = [];
  for (let n = 0; n < 7; n++) {
    const answer = await call(handler, 'POST /staff/session', {
      headers: { 'x-forwarded-for': address(n) },
      body: { name, password: 'guess' },
    });
    statuses.push(answer.status);
  }
  delete process.env['TRUSTED_PROXIES'];
  await sql('delete from sign_in_failures where name = $1', [name]);
  expect(statuses.filter((status) => status === 429)).not.toEqual([]);
});

test('a body that makes no sense is refused', async () => {
  for (const body of [{ name: 'anna' }, { name: 'a\u0000b', password: 'x' }]) {
    expect((await call(handler, 'POST /staff/session', { body })).status).toBe(400);
  }
});
