import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { signInAs } from '../../tests/support/staff.ts';
import { handler } from './handler.ts';

const ask = (headers: Record<string, string> = {}) =>
  call(handler, 'GET /staff/session', { headers });

test('staff are told who they are, and what to send with a change', async () => {
  const { name, headers } = await signInAs('manager');
  expect(await ask(headers)).toMatchObject({
    status: 200,
    body: { name, role: 'manager', csrf_token: headers['x-csrf-token'] },
  });
});

test('nobody is told anything', async () => {
  expect(await ask()).toMatchObject({ status: 401, body: { code: 'not-signed-in' } });
  expect((await ask({ cookie: 'bakery_session=made-up' })).status).toBe(401);
  expect((await ask({ cookie: 'bakery_session=' })).status).toBe(401);
});

test('a session ends by itself', async () => {
  const { id, headers } = await signInAs('baker');
  await sql('update staff_sessions set expires_at = now() where account_id = $1', [id]);
  expect((await ask(headers)).status).toBe(401);
});

test('another role holds at once, and a closed account is out at once', async () => {
  const { id, headers } = await signInAs('manager');
  await sql(`update staff_accounts set role = 'baker' where id = $1`, [id]);
  expect((await ask(headers)).body).toMatchObject({ role: 'baker' });
  await sql('update staff_accounts set active = false where id = $1', [id]);
  expect((await ask(headers)).status).toBe(401);
});

test.each(['cross-site', 'same-site'])('a %s page cannot ask in their name', async (site) => {
  const { headers } = await signInAs('baker');
  expect((await ask({ ...headers, 'sec-fetch-site': site })).status).toBe(403);
  expect((await ask({ ...headers, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
});
