import { startSecretsServer } from '../../tests/support/secrets-server.ts';
import { refuseSideDoors } from './side-doors.ts';

const secrets: Record<string, string> = {};
let server: Awaited<ReturnType<typeof startSecretsServer>>;
let names = 0;

beforeAll(async () => {
  server = await startSecretsServer(secrets);
  Object.assign(process.env, server.settings);
});
afterAll(() => server.stop());

/** Each test has a secret that no test before it has read. */
function keepSecret(value: string): string {
  const arn = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:door-${++names}`;
  secrets[arn] = value;
  process.env['DOOR_SECRET_ARN'] = arn;
  return arn;
}

const show = (secret?: string) => refuseSideDoors({ 'x-door-secret': secret });

test('without a secret every request may pass', async () => {
  delete process.env['DOOR_SECRET_ARN'];
  await expect(show()).resolves.toBeUndefined();
});

test('the secret opens, is read once, and nothing else opens', async () => {
  keepSecret('open sesame');
  const before = server.reads;
  await show('open sesame');
  await show('open sesame');
  for (const guess of [undefined, '', 'open', 'open sesame ']) {
    await expect(show(guess)).rejects.toMatchObject({ kind: 'forbidden' });
  }
  expect(server.reads).toBe(before + 1);
});

test('guesses do not make the secret be read again and again', async () => {
  keepSecret('open sesame');
  const before = server.reads;
  for (let guess = 0; guess < 20; guess++) {
    await expect(show(`guess ${guess}`)).rejects.toMatchObject({ kind: 'forbidden' });
  }
  expect(server.reads).toBe(before + 1);
});

test('a secret that cannot be read is a service that is not available, until it can be', async () => {
  const arn = keepSecret('open sesame');
  Reflect.deleteProperty(secrets, arn);
  await expect(show('open sesame')).rejects.toMatchObject({ kind: 'unavailable' });
  secrets[arn] = 'open sesame';
  await expect(show('open sesame')).resolves.toBeUndefined();
});
