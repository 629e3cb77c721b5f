import { newContext, newHttpEvent, readAnswer } from '../../tests/support/call.ts';
import { httpHandler } from './http-handler.ts';

const echo = httpHandler(({ body }) => ({ status: 200, body }));

/** Calls with a body that arrives as bytes, as API Gateway passes what it does not take for text. */
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
  ['a character cut short', [0xf0, 0x9f, 0x98]],
  ['a surrogate', [0xed, 0xa0, 0x80]],
  ['a long form of a slash', [0xc0, 0xaf]],
])('a body that is not UTF-8 is refused: %s', async (_, bytes) => {
  const answer = readAnswer('POST /order', await sendBytes(json(...bytes)));
  expect(answer).toMatchObject({ status: 400, body: { code: 'malformed-json' } });
});

test('a body of UTF-8 is read, whether it arrives as bytes or as text', async () => {
  const text = json(...Buffer.from('Zoë \ufffd 👩‍🍳'));
  expect((await sendBytes(text)).body).toBe(text.toString());
  const event = newHttpEvent('POST /order', { body: text.toString() });
  expect((await echo(event, newContext())).body).toBe(text.toString());
});

test('bytes of another type are refused by their type', async () => {
  const answer = await sendBytes(Buffer.from([0xff]), { 'content-type': 'image/png' });
  expect(readAnswer('POST /order', answer).status).toBe(415);
});
