import { newContext, newHttpEvent, readAnswer } from '../../tests/support/call.ts';
import { httpHandler } from './http-handler.ts';

const echo = httpHandler(({ body }) => ({ status: 200, body }));

/** Calls the handler with a body as bytes, which API Gateway encodes as base64. */
async function sendBytes(bytes: Uint8Array, headers = {}) {
  const event = newHttpEvent('POST /order', { body: '', headers });
  const body = Buffer.from(bytes).toString('base64');
  return echo({ ...event, body, isBase64Encoded: true }, newContext());
}

const json = (...inside: readonly number[]) =>
  Buffer.concat([Buffer.from('{"name":"'), Buffer.from(inside), Buffer.from('"}')]);

test.each([
  ['one byte', [0xff]],
  ['a letter in Latin-1', [0xe9]],
  ['a truncated character', [0xf0, 0x9f, 0x98]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['an overlong slash', [0xc0, 0xaf]],
])('refuses a body that is not UTF-8: %s', async (_, bytes) => {
  const answer = readAnswer('POST /order', await sendBytes(json(...bytes)));
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
});

test('parses a UTF-8 body, as bytes or as text', async () => {
  const text = json(...Buffer.from('Zoë \ufffd 👩‍🍳'));
  expect((await sendBytes(text)).body).toBe(text.toString());
  const event = newHttpEvent('POST /order', { body: text.toString() });
  expect((await echo(event, newContext())).body).toBe(text.toString());
});

test('refuses bytes with another content type with 415', async () => {
  const answer = await sendBytes(Buffer.from([0xff]), { 'content-type': 'image/png' });
  expect(readAnswer('POST /order', answer).status).toBe(415);
});
