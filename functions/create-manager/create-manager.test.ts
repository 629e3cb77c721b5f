import { call, newContext } from '../../tests/support/call.ts';
import { handler as signIn } from '../sign-in/handler.ts';
import { handler } from './handler.ts';

beforeEach(() => {
  process.env['CREATE_MANAGER'] = 'on';
});

test('refuses to create a manager when CREATE_MANAGER is not on', async () => {
  delete process.env['CREATE_MANAGER'];
  await expect(handler({ name: 'evil' }, newContext())).rejects.toMatchObject({
    code: 'not-available',
  });
});

test('creates a manager with a generated password that signs in', async () => {
  const anna = await handler({ name: 'anna' }, newContext());
  expect(anna.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  expect(await call(signIn, 'POST /staff/session', { body: anna })).toMatchObject({
    status: 201,
    body: { role: 'manager' },
  });
  const bert = await handler({ name: 'bert' }, newContext());
  expect(bert.password).not.toBe(anna.password);
});

test('refuses a taken name and a missing name', async () => {
  await handler({ name: 'clara' }, newContext());
  await expect(handler({ name: 'clara' }, newContext())).rejects.toMatchObject({
    code: 'name-taken',
  });
  await expect(handler({}, newContext())).rejects.toMatchObject({ code: 'invalid-request' });
});
