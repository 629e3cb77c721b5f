import { randomUUID } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { sessionResponse } from '../../shared/contract/accounts.ts';
import { database } from '../../shared/db/database.ts';
import { insertStaffAccount } from '../../shared/db/staff-accounts.ts';
import { hashPassword } from '../../shared/security/password.ts';
import { type Answer, call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { cheapHashOf } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

const password = 'three layers of dark sponge';
/** So that the speed of this machine does not matter. */
const cheapHash = cheapHashOf(password);

beforeAll(() => {
  // A generous limit, because hashing is slow on a slow machine.
  process.env['REQUEST_TIMEOUT_MS'] = '25000';
});

async function addAccount(name: string, passwordHash = cheapHash) {
  await insertStaffAccount(database, { name, role: 'baker', passwordHash });
  return name;
}

const signIn = (name: string, tried = password, headers: Record<string, string> = {}) =>
  call(handler, 'POST /staff/session', { headers, body: { name, password: tried } });

/** The cookie of the device, as a browser sends it. */
function deviceIn({ cookies }: Pick<Answer, 'cookies'>): string {
  return cookies.find((cookie) => cookie.includes('bakery_device='))?.split(';')[0] ?? '';
}

/** Signs in once on a new device. @returns its cookie */
async function deviceOf(name: string, before?: string): Promise<string> {
  const answer = await signIn(name, password, before === undefined ? {} : { cookie: before });
  expect(answer.status).toBe(201);
  return deviceIn(answer);
}

/** Whether attempts under this name with this cookie are counted separately from other attempts. */
async function isKnown(name: string, cookie: string): Promise<boolean> {
  await sql(
    `insert into sign_in_failures (at, name, address)
     select now() + interval '1 minute', $1, '127.0.0.1' from generate_series(1, 9)`,
    [name],
  );
  const { status } = await signIn(name, password, { cookie });
  await sql('delete from sign_in_failures where name = $1', [name]);
  return status === 201;
}

test('the right password opens a session, whatever the case and spaces of the name', async () => {
  const name = await addAccount('anna', await hashPassword(password));
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

// cspell:ignore josé jose joseph andré
test('a name is typed with or without accents, and the session has the stored name', async () => {
  await addAccount('josé');
  await addAccount('王芳');
  for (const typed of ['José', 'jose', 'JOSE\u0301', ' jose ']) {
    expect(await signIn(typed)).toMatchObject({ status: 201, body: { name: 'josé' } });
  }
  expect(await signIn('王芳')).toMatchObject({ status: 201, body: { name: '王芳' } });
  expect((await signIn('joseph')).status).toBe(401);
});

test('an account that the previous release created signs in', async () => {
  await sql(
    `insert into staff_accounts (name, role, password_hash) values ('former', 'baker', $1)`,
    [cheapHash],
  );
  expect(await signIn('Former')).toMatchObject({ status: 201, body: { name: 'former' } });
});

test('wrong passwords count for the account, however its name is typed', async () => {
  await addAccount('andré');
  for (const typed of ['andre', 'ANDRÉ', 'andré']) await signIn(typed, 'wrong');
  const rows = await sql('select name from sign_in_failures where name in ($1, $2)', [
    'andré',
    'andre',
  ]);
  expect(rows).toEqual(Array(3).fill({ name: 'andré' }));
});

test('a cookie sent before signing in does not become a session, and each sign-in opens a new session', async () => {
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

test('the cookie is Secure where everything is HTTPS', async () => {
  await addAccount('secure');
  process.env['SECURE_COOKIES'] = 'on';
  const { cookies } = await signIn('secure');
  delete process.env['SECURE_COOKIES'];
  expect(cookies[0]).toMatch(/^__Host-bakery_session=.*; Secure$/);
});

test('the database stores neither the password nor the session secret', async () => {
  await addAccount('bert');
  const { cookies } = await signIn('bert');
  const secret = cookies[0]?.split(/[=;]/)[1] ?? '';
  const [dump] = await sql<{ text: string }>(
    `select (select jsonb_agg(a) from staff_accounts a)::text || (select jsonb_agg(s) from staff_sessions s)::text
       || (select jsonb_agg(d) from staff_devices d)::text as text`,
  );
  const [, device = ''] = deviceIn({ cookies }).split('=');
  expect(device).toHaveLength(43);
  expect(dump?.text).not.toContain(device);
  expect(secret).toHaveLength(43);
  expect(dump?.text).not.toContain(secret);
  expect(dump?.text).not.toContain(password);
});

test('a wrong password and a wrong name get the same response', async () => {
  await addAccount('clara');
  const answers = [await signIn('clara', 'wrong'), await signIn('unknown', 'wrong')];
  expect(answers.map(({ status }) => status)).toEqual([401, 401]);
  const words = answers.map(({ body }) => ({ ...(body as object), request_id: '' }));
  expect(words[0]).toEqual(words[1]);
  expect(answers.flatMap(({ cookies }) => cookies)).toEqual([]);
});

describe('a known device', () => {
  test('gets a cookie that scripts cannot read and other sites do not send', async () => {
    await addAccount('ida');
    const { cookies } = await signIn('ida');
    expect(cookies[1]).toMatch(
      /^bakery_device=[\w-]{43}; Max-Age=15552000; Path=\/; HttpOnly; SameSite=Strict$/,
    );
    process.env['SECURE_COOKIES'] = 'on';
    const secure = await signIn('ida');
    delete process.env['SECURE_COOKIES'];
    expect(secure.cookies[1]).toMatch(/^__Host-bakery_device=.*; Secure$/);
  });

  test('is not created by a failed attempt', async () => {
    await addAccount('ivo');
    expect((await signIn('ivo', 'wrong')).cookies).toEqual([]);
    expect(
      await sql(
        'select from staff_devices d join staff_accounts a on a.id = account_id where name = $1',
        ['ivo'],
      ),
    ).toEqual([]);
  });

  test('can sign in while many networks guess at the account', async () => {
    await addAccount('besieged');
    const cookie = await deviceOf('besieged');
    // These failures stand for an attack that has lasted for a while.
    await sql(
      `insert into sign_in_failures (at, name, address)
       select now(), 'besieged', '2001:db8:' || to_hex(n) || '::' from generate_series(1, 200) as n`,
    );
    process.env['TRUSTED_PROXIES'] = '1';
    let isOver = false;
    const refused: number[] = [];
    const attack = Array.from({ length: 8 }, async (_, attacker) => {
      for (let n = 0; !isOver; n++) {
        const headers = { 'x-forwarded-for': `2001:db8:${attacker}:${n.toString(16)}::1` };
        // Every second guess has a made-up cookie.
        const made =
          n % 2 === 0 ? headers : { ...headers, cookie: `bakery_device=${'x'.repeat(43)}` };
        refused.push((await signIn('besieged', 'guess', made)).status);
        // Yields to other work, because most attempts are refused at once.
        await setImmediate();
      }
    });
    const statuses = [];
    try {
      for (let n = 0; n < 30; n++) {
        const headers = { cookie, 'x-forwarded-for': '192.0.2.200' };
        statuses.push((await signIn('besieged', password, headers)).status);
      }
    } finally {
      isOver = true;
      await Promise.all(attack);
      delete process.env['TRUSTED_PROXIES'];
    }
    expect(statuses).toEqual(Array(30).fill(201));
    expect(refused).toContain(429);
    expect(refused.filter((status) => status !== 401 && status !== 429)).toEqual([]);
  });

  test('is slowed down by its own wrong guesses', async () => {
    await addAccount('jan');
    const cookie = await deviceOf('jan');
    const statuses = [];
    for (let n = 0; n < 6; n++) statuses.push((await signIn('jan', 'guess', { cookie })).status);
    expect(statuses).toContain(401);
    expect(statuses.at(-1)).toBe(429);
    const { headers } = await signIn('jan', password, { cookie });
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(300);
  });

  test('is not known for another account, until that account has signed in on it', async () => {
    await addAccount('kim');
    await addAccount('lea');
    const first = await deviceOf('kim');
    expect(await isKnown('lea', first)).toBe(false);
    const shared = await deviceOf('lea', first);
    expect(shared).not.toBe(first);
    expect(await isKnown('lea', shared)).toBe(true);
    expect(await isKnown('kim', shared)).toBe(true);
    // The old cookie may have been planted by the other account.
    expect(await isKnown('lea', first)).toBe(false);
  });

  test('ignores a cookie that the bakery did not issue', async () => {
    await addAccount('mia');
    const planted = `bakery_device=${'y'.repeat(43)}`;
    expect(await deviceOf('mia', planted)).not.toBe(planted);
    expect(await isKnown('mia', planted)).toBe(false);
    const known = await deviceOf('mia');
    expect(await isKnown('mia', `${known}; ${planted}`)).toBe(false);
  });

  test('is known until 180 days after its last sign-in, and keeps its cookie', async () => {
    await addAccount('nils');
    const cookie = await deviceOf('nils');
    expect(await deviceOf('nils', cookie)).toBe(cookie);
    await sql(`update staff_devices set used_at = now() - interval '179 days'`);
    expect(await isKnown('nils', cookie)).toBe(true);
    await sql(`update staff_devices set used_at = now() - interval '181 days'`);
    expect(await isKnown('nils', cookie)).toBe(false);
  });

  test('is not known for ever when the clock was ahead at its last sign-in', async () => {
    const name = await addAccount('nora');
    const cookie = await deviceOf(name);
    await sql(`update staff_devices set used_at = now() + interval '1 day'`);
    expect(await isKnown(name, cookie)).toBe(true);
    await sql(`update staff_devices set used_at = now() + interval '181 days'`);
    expect(await isKnown(name, cookie)).toBe(false);
  });

  test('is kept when thirty other devices are dated ahead', async () => {
    const name = await addAccount('otto');
    const cookie = await deviceOf(name);
    await sql(
      `insert into staff_devices (token_hash, account_id, used_at)
       select 'ahead ' || n, account_id, now() + interval '1 year'
       from staff_devices d join staff_accounts a on a.id = account_id, generate_series(1, 30) n
       where a.name = $1`,
      [name],
    );
    await deviceOf(name);
    expect(await isKnown(name, cookie)).toBe(true);
  });

  test('is deleted as the least recently used device when a twenty-first device signs in', async () => {
    await addAccount('olga');
    const cookie = await deviceOf('olga');
    await sql(
      `insert into staff_devices (token_hash, account_id, used_at)
       select 'other ' || n, account_id, now() + make_interval(mins => n)
       from staff_devices d join staff_accounts a on a.id = account_id, generate_series(1, 19) n
       where a.name = 'olga'`,
    );
    expect(await isKnown('olga', cookie)).toBe(true);
    await sql(
      `update staff_devices set used_at = now() - interval '1 day' where token_hash not like 'other %'`,
    );
    await deviceOf('olga');
    expect(await isKnown('olga', cookie)).toBe(false);
  });

  test('cannot sign in to a deactivated account', async () => {
    await addAccount('paul');
    const cookie = await deviceOf('paul');
    await sql(`update staff_accounts set active = false where name = 'paul'`);
    expect((await signIn('paul', password, { cookie })).status).toBe(401);
  });

  test('does not reset the failures of other sources', async () => {
    await addAccount('quinn');
    const cookie = await deviceOf('quinn');
    await sql(
      `insert into sign_in_failures (name, address) select 'quinn', '192.0.2.66' from generate_series(1, 9)`,
    );
    await signIn('quinn', password, { cookie });
    expect(await sql(`select from sign_in_failures where name = 'quinn'`)).toHaveLength(9);
  });
});

test('a deactivated account is refused like an unknown one', async () => {
  await addAccount('closed');
  await sql(`update staff_accounts set active = false where name = 'closed'`);
  expect((await signIn('closed')).status).toBe(401);
});

test('concurrent guesses are throttled, even with the right password among them', async () => {
  await addAccount('dora');
  const guesses = await Promise.all(Array.from({ length: 12 }, () => signIn('dora', 'guess')));
  const count = (status: number) => guesses.filter((guess) => guess.status === status).length;
  // Five guesses are counted; on a slow machine the hashing may refuse one of these.
  expect(count(401)).toBeLessThanOrEqual(5);
  expect(count(429)).toBeGreaterThanOrEqual(7);
  expect(count(401) + count(429)).toBe(12);
  // Keeps the latest failure recent, however long the attempts took.
  await sql(`update sign_in_failures set at = now() + interval '1 minute' where name = 'dora'`);
  const { status, headers } = await signIn('dora');
  expect(status).toBe(429);
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
  await sql(`update sign_in_failures set at = now() - interval '10 minutes' where name = 'dora'`);
  expect((await signIn('dora')).status).toBe(201);
  expect(await sql(`select from sign_in_failures where name = 'dora'`)).toEqual([]);
});

describe('failures that are dated ahead by a wrong clock', () => {
  test.each(['2 hours', '1 day', '10 years'])(
    'by %s never make an account wait for more than 300 s',
    async (distance) => {
      const name = await addAccount(`ahead-${distance.replace(' ', '-')}`);
      await sql(
        `insert into sign_in_failures (at, name, address)
         select now() + $2::interval, $1, '127.0.0.1' from generate_series(1, 30)`,
        [name, distance],
      );
      const { status, headers } = await signIn(name);
      expect(status).toBe(429);
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      expect(Number(headers['retry-after'])).toBeLessThanOrEqual(300);
      // Moves the failures back by the longest wait.
      await sql(`update sign_in_failures set at = at - interval '300 seconds'`);
      expect((await signIn(name)).status).toBe(201);
      await sql('truncate sign_in_failures');
    },
  );

  test('have the same limit on a known device', async () => {
    const name = await addAccount('ahead-device');
    const cookie = await deviceOf(name);
    await sql(
      `insert into sign_in_failures (at, name, address)
       select now() + interval '1 day', name, token_hash
       from staff_devices d join staff_accounts a on a.id = account_id, generate_series(1, 30)
       where name = $1`,
      [name],
    );
    const { status, headers } = await signIn(name, password, { cookie });
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(300);
    await sql(`update sign_in_failures set at = at - interval '300 seconds'`);
    expect((await signIn(name, password, { cookie })).status).toBe(201);
  });
});

test('failures from other networks do not lock out the owner', async () => {
  await addAccount('owner');
  await sql(
    `insert into sign_in_failures (name, address)
     select 'owner', '192.0.2.' || n % 4 from generate_series(1, 90) n`,
  );
  expect((await signIn('owner')).status).toBe(201);
});

test('an account that is deactivated during the sign-in opens no session', async () => {
  // Checking this hash takes longer than the update.
  await addAccount('leaver', await hashPassword(password));
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

test('refuses a flood of sign-ins without delaying other requests', async () => {
  await sql('truncate sign_in_failures');
  process.env['TRUSTED_PROXIES'] = '1';
  const flood = Array.from({ length: 30 }, (_, n) =>
    call(handler, 'POST /staff/session', {
      headers: { 'x-forwarded-for': `198.51.100.${n}` },
      body: { name: `unknown-${n}`, password: 'guess' },
    }),
  );
  const statuses = (await Promise.all(flood)).map(({ status }) => status);
  delete process.env['TRUSTED_PROXIES'];
  expect(statuses.filter((status) => status === 429).length).toBeGreaterThan(15);
  expect(statuses).toContain(401);
});

test.each(['cross-site', 'same-site'])('a %s page cannot sign in a user', async (site) => {
  await addAccount(`victim-${site}`);
  const headers = { 'sec-fetch-site': site };
  const body = { name: `victim-${site}`, password };
  expect((await call(handler, 'POST /staff/session', { headers, body })).status).toBe(403);
});

test('throttles an address that guesses under many names, and no other address', async () => {
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
])('counts guesses from many %s together', async (_, address) => {
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

test('refuses an invalid body', async () => {
  for (const body of [{ name: 'anna' }, { name: 'a\u0000b', password: 'x' }]) {
    expect((await call(handler, 'POST /staff/session', { body })).status).toBe(400);
  }
});
