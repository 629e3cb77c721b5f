import { startSecretsServer } from '../../tests/support/secrets-server.ts';
import { requireOriginSecret } from './origin-secret.ts';

const secrets: Record<string, string> = {};
let server: Awaited<ReturnType<typeof startSecretsServer>>;
let names = 0;

beforeAll(async () => {
  server = await startSecretsServer(secrets);
  Object.assign(process.env, server.settings);
});
afterAll(() => server.stop());

/** Gives a test a secret that no earlier test has read. */
function keepSecret(value: string, setting = 'ORIGIN_SECRET_ARN'): string {
  const arn = `arn:aws:secretsmanager:eu-central-1:123456789012:secret:origin-${++names}`;
  secrets[arn] = value;
  Reflect.deleteProperty(process.env, 'ORIGIN_SECRET_ARN');
  process.env[setting] = arn;
  return arn;
}

const send = (secret?: string) => requireOriginSecret({ 'x-origin-verify': secret });

test('every request passes when no secret is configured', async () => {
  delete process.env['ORIGIN_SECRET_ARN'];
  await expect(send()).resolves.toBeUndefined();
});

test('accepts only requests with the secret, and reads the secret once', async () => {
  keepSecret('open sesame');
  const before = server.reads;
  await send('open sesame');
  await send('open sesame');
  for (const guess of [undefined, '', 'open', 'open sesame ']) {
    await expect(send(guess)).rejects.toMatchObject({ kind: 'forbidden' });
  }
  expect(server.reads).toBe(before + 1);
});

test('the header and the setting are accepted under their earlier names', async () => {
  keepSecret('open sesame', 'DOOR_SECRET_ARN');
  await requireOriginSecret({ 'x-door-secret': 'open sesame' });
  const guess = requireOriginSecret({ 'x-door-secret': 'guess' });
  await expect(guess).rejects.toMatchObject({ code: 'direct-access-forbidden' });
  delete process.env['DOOR_SECRET_ARN'];
});

test('twenty guesses cause one read of the secret', async () => {
  keepSecret('open sesame');
  const before = server.reads;
  for (let guess = 0; guess < 20; guess++) {
    await expect(send(`guess ${guess}`)).rejects.toMatchObject({ kind: 'forbidden' });
  }
  expect(server.reads).toBe(before + 1);
});

test('the API is unavailable until the secret can be read', async () => {
  const arn = keepSecret('open sesame');
  Reflect.deleteProperty(secrets, arn);
  await expect(send('open sesame')).rejects.toMatchObject({ kind: 'unavailable' });
  secrets[arn] = 'open sesame';
  await expect(send('open sesame')).resolves.toBeUndefined();
});
