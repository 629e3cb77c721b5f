import { call } from '../../tests/support/call.ts';
import { openSessionOf, signInAs } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

test('signing out ends this session and no other', async () => {
  const { id, headers } = await signInAs('baker');
  const elsewhere = await openSessionOf(id);
  const answer = await call(handler, 'DELETE /staff/session', { headers });
  expect(answer.status).toBe(204);
  expect(answer.cookies[0]).toMatch(/^bakery_session=; Max-Age=0;/);
  expect((await call(getSession, 'GET /staff/session', { headers })).status).toBe(401);
  expect((await call(getSession, 'GET /staff/session', { headers: elsewhere })).status).toBe(200);
});

test('a forged request does not sign out', async () => {
  const { headers } = await signInAs('baker');
  const { cookie } = headers;
  for (const token of [undefined, '', 'x'.repeat(43), cookie]) {
    const forged = { cookie, ...(token !== undefined && { 'x-csrf-token': token }) };
    expect(await call(handler, 'DELETE /staff/session', { headers: forged })).toMatchObject({
      status: 403,
      body: { code: 'csrf' },
    });
  }
  expect((await call(getSession, 'GET /staff/session', { headers })).status).toBe(200);
});
