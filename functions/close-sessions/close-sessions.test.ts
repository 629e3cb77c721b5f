import { database } from '../../shared/db/database.ts';
import { rememberDevice } from '../../shared/db/staff-devices.ts';
import { call } from '../../tests/support/call.ts';
import { sql } from '../../tests/support/database.ts';
import { openSessionOf, signInAs } from '../../tests/support/staff.ts';
import { handler as getSession } from '../get-session/handler.ts';
import { handler } from './handler.ts';

test('closes all sessions of one account and deletes its devices; other accounts stay signed in', async () => {
  const manager = await signInAs('manager');
  const baker = await signInAs('baker');
  const elsewhere = await openSessionOf(baker.id);
  await rememberDevice(database, baker.id, 'of the baker', undefined);
  await rememberDevice(database, manager.id, 'of the manager', undefined);
  const close = () =>
    call(handler, 'DELETE /staff/accounts/{id}/sessions', {
      headers: manager.headers,
      pathParameters: { id: String(baker.id) },
    });
  expect(await close()).toMatchObject({ status: 200, body: { closed: 2 } });
  expect(await close()).toMatchObject({ status: 200, body: { closed: 0 } });
  const statuses = await Promise.all(
    [baker.headers, elsewhere, manager.headers].map(
      async (headers) => (await call(getSession, 'GET /staff/session', { headers })).status,
    ),
  );
  expect(statuses).toEqual([401, 401, 200]);
  expect(await sql('select token_hash from staff_devices')).toEqual([
    { token_hash: 'of the manager' },
  ]);
});
