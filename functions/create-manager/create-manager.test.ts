import { call, newContext } from '../../tests/support/call.ts';
import { handler as signIn } from '../sign-in/handler.ts';
import { handler } from './handler.ts';

beforeEach(() => {
  process.env['CREATE_MANAGER'] = 'on';
});

test('where anybody can invoke functions nobody is made a manager', async () => {
  delete process.env['CREATE_MANAGER'];
  await expect(handler({ name: 'evil' }, newContext())).rejects.toMatchObject({
    code: 'not-available',
  });
});

test('the first manager gets a password that nobody chose, and can sign in with it', async () => {
  const anna = await handler({ name: 'anna' }, newContext());
  expect(anna.password).toMatch(/^([a-z2-9]{5}-){3}[a-z2-9]{5}$/);
  expect(await call(signIn, 'POST /staff/session', { body: anna })).toMatchObject({
    status: 201,
    body: { role: 'manager' },
  });
  const bert = await handler({ name: 'bert' }, newContext());
  expect(bert.password).not.toBe(anna.password);
});

test('a name that is taken, or none, makes no manager', async () => {
  await handler({ name: 'clara' }, newContext());
  await expect(handler({ name: 'clara' }, newContext())).rejects.toMatchObject({
    code: 'name-taken',
  });
  await expect(handler({}, newContext())).rejects.toMatchObject({ code: 'invalid-request' });
});
