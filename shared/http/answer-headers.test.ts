import { call, type HttpFunction } from '../../tests/support/call.ts';
import { DomainError } from '../domain/errors.ts';
import { answerHeaders } from './answer-headers.ts';
import { httpHandler } from '../lambda/http-handler.ts';

const succeed = httpHandler(() => Promise.resolve({ status: 200, body: { status: 'alive' } }));
const refuse = httpHandler(() =>
  Promise.reject(new DomainError('unavailable', 'timeout', 'Down.')),
);
const break_ = httpHandler(() => Promise.reject(new Error('a bug')));

async function headersOf(handler: HttpFunction) {
  return (await call(handler, 'GET /health')).headers;
}

test.each([
  ['an answer', succeed],
  ['a refusal', refuse],
  ['an unexpected error', break_],
])(
  '%s has headers against use as a page, in a frame or by another site, and against caching',
  async (_, handler) => {
    expect(await headersOf(handler)).toMatchObject({
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; frame-ancestors 'none'`,
      'cross-origin-resource-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
    });
  },
);

test('sends strict-transport-security exactly when cookies are for HTTPS only', async () => {
  expect(await headersOf(succeed)).not.toHaveProperty('strict-transport-security');
  process.env['SECURE_COOKIES'] = 'on';
  const secure = [await headersOf(succeed), await headersOf(refuse)];
  delete process.env['SECURE_COOKIES'];
  for (const headers of secure) {
    expect(headers['strict-transport-security']).toBe('max-age=31536000');
  }
});

test("an endpoint's own headers override the defaults", async () => {
  const headers = { 'cache-control': 'no-cache', 'content-security-policy': `script-src 'self'` };
  const own = httpHandler(() =>
    Promise.resolve({ status: 200, body: { status: 'alive' }, headers }),
  );
  expect(await headersOf(own)).toMatchObject({ ...answerHeaders(), ...headers });
});
