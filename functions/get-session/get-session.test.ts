import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { type SignedInStaff, signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

const ask = (headers: Record<string, string> = {}) =>
  call(handler, 'GET /staff/session', { headers });

test('returns the signed-in staff member and the CSRF token', async () => {
  const { name, headers } = await signInAs('manager');
  expect(await ask(headers)).toMatchObject({
    status: 200,
    body: { name, role: 'manager', csrf_token: headers['x-csrf-token'] },
  });
});

test('returns no session without a cookie', async () => {
  expect(await ask()).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  expect((await ask({ cookie: 'bakery_session=made-up' })).status).toBe(401);
  expect((await ask({ cookie: 'bakery_session=' })).status).toBe(401);
});

describe('a cookie', () => {
  const valueOf = ({ headers }: SignedInStaff) => headers.cookie.replace('bakery_session=', '');

  test.each([
    '\u0000',
    '%00',
    `' or true --`,
    '../../etc/passwd',
    '\ud800',
    '__proto__',
    '🥐',
    'x'.repeat(43),
    'x'.repeat(1_000_000),
  ])('with %.20j opens no session, and causes no error', async (value) => {
    expect(await ask({ cookie: `bakery_session=${value}` })).toMatchObject({
      status: 401,
      body: { code: 'not-signed-in' },
    });
  });

  test('that differs by one character opens no session', async () => {
    const secret = valueOf(await signInAs('baker'));
    const otherEnd = secret.endsWith('A') ? 'B' : 'A';
    const near = [
      secret.slice(0, -1) + otherEnd,
      secret.slice(0, -1),
      `${secret}A`,
      `${secret}=`,
      `"${secret}"`,
      secret.toLowerCase(),
      `${secret}\u0000`,
    ];
    for (const value of near) {
      expect((await ask({ cookie: `bakery_session=${value}` })).status).toBe(401);
    }
    expect((await ask({ cookie: `BAKERY_SESSION=${secret}` })).status).toBe(401);
    expect((await ask({ cookie: `bakery_session=${secret}` })).status).toBe(200);
  });

  test('beside a planted cookie opens no session, in either order', async () => {
    const [own, planted] = [valueOf(await signInAs('baker')), valueOf(await signInAs('manager'))];
    for (const pair of [
      [own, planted],
      [planted, own],
      ['', own],
      [own, 'made-up', own],
    ]) {
      const cookie = pair.map((value) => `bakery_session=${value}`).join('; ');
      expect((await ask({ cookie })).status).toBe(401);
    }
    const twice = `bakery_session=${own}; other=1; bakery_session=${own}`;
    expect((await ask({ cookie: twice })).status).toBe(200);
  });

  test('with the name for HTTP is ignored where everything is HTTPS', async () => {
    const { headers } = await signInAs('baker');
    process.env['SECURE_COOKIES'] = 'on';
    const answer = await ask(headers);
    delete process.env['SECURE_COOKIES'];
    expect(answer.status).toBe(401);
  });
});

test('a session opened while the clock was a day ahead does not last a day longer', async () => {
  const { id, headers } = await signInAs('baker');
  const dateAhead = (by: string) =>
    sql(
      `update staff_sessions set created_at = now() + $2::interval, expires_at = now() + $2::interval + interval '1 hour'
       where account_id = $1`,
      [id, by],
    );
  await dateAhead('1 day');
  expect((await ask(headers)).status).toBe(401);
  // The largest accepted difference between two clocks.
  await dateAhead('2 minutes');
  expect((await ask(headers)).status).toBe(200);
});

test('a session expires', async () => {
  const { id, headers } = await signInAs('baker');
  await sql('update staff_sessions set expires_at = now() where account_id = $1', [id]);
  expect((await ask(headers)).status).toBe(401);
});

test('a new role applies at once, and a deactivated account is signed out at once', async () => {
  const { id, headers } = await signInAs('manager');
  await sql(`update staff_accounts set role = 'baker' where id = $1`, [id]);
  expect((await ask(headers)).body).toMatchObject({ role: 'baker' });
  await sql('update staff_accounts set active = false where id = $1', [id]);
  expect((await ask(headers)).status).toBe(401);
});

test.each(['cross-site', 'same-site'])(
  'a %s page cannot act in the name of staff',
  async (site) => {
    const { headers } = await signInAs('baker');
    expect((await ask({ ...headers, 'sec-fetch-site': site })).status).toBe(403);
    expect((await ask({ ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  },
);
