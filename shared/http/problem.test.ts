import { placeLinesRequest } from '../contract/orders.ts';
import { parse } from '../contract/parse.ts';
import type { Problem } from '../contract/problem.ts';
import { DomainError } from '../domain/errors.ts';
import { toProblemResponse } from './problem.ts';

/** The response to a body that the schema of an order refuses. */
function answerTo(body: unknown) {
  let thrown: unknown;
  try {
    parse(placeLinesRequest, body);
  } catch (error) {
    thrown = error;
  }
  const { statusCode, body: text = '' } = toProblemResponse(thrown, 'request');
  return { statusCode, bytes: Buffer.byteLength(text), problem: JSON.parse(text) as Problem };
}

const line = { product_id: 1, quantity: 1 };
const fields = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 0]));
const numbered = (count: number) => Array.from({ length: count }, (_, n) => `unknown-${n}`);

test('names the first 20 faults, and the number of all faults', () => {
  const { statusCode, bytes, problem } = answerTo({ lines: [line], ...fields(numbered(4_000)) });
  expect(statusCode).toBe(400);
  expect(problem.errors).toHaveLength(20);
  expect(problem.errors?.[0]).toEqual({ path: '/unknown-0', message: 'Unknown field' });
  expect(problem.detail).toBe('The request is not valid. The first 20 of 4000 faults are named.');
  expect(bytes).toBeLessThan(3_000);
});

test('names all of 20 faults', () => {
  const { problem } = answerTo({ lines: [line], ...fields(numbered(20)) });
  expect(problem.errors).toHaveLength(20);
  expect(problem.detail).toBe('The request is not valid.');
});

test.each([
  ['names of fields', fields([...numbered(30)].map((name) => name.padEnd(2_000, 'x')))],
  ['a long field name', fields(['x'.repeat(60_000)])],
  ['control characters', fields(numbered(30).map((name) => name.padEnd(2_000, '\u0000')))],
  ['halves of surrogate pairs', fields(numbered(30).map((name) => name.padEnd(2_000, '\ud800')))],
  ['emoji', fields([`${'x'.repeat(198)}${'👩‍🍳'.repeat(100)}`])],
  ['lines', { lines: Array.from({ length: 5_000 }, () => ({})) }],
])('the problem document is short and well-formed with %s', (_, body) => {
  const { bytes, problem } = answerTo({ lines: [line], ...body });
  expect(bytes).toBeLessThan(30_000);
  for (const { path, message } of problem.errors ?? []) {
    expect(path.length + message.length).toBeLessThanOrEqual(400);
  }
});

test('a 401 has a challenge that opens no dialog of the browser', () => {
  const { headers } = toProblemResponse(
    new DomainError('unauthenticated', 'not-signed-in', 'Sign in first.'),
    'request',
  );
  expect(headers?.['www-authenticate']).toBe('Cookie realm="bakery staff"');
  const { headers: others } = toProblemResponse(new Error('a bug'), 'request');
  expect(others).not.toHaveProperty('www-authenticate');
});

test.each([
  [2, '2'],
  [300, '300'],
  [86_402, '300'],
])('a wait of %s seconds has the Retry-After %s', (retryAfterSeconds, header) => {
  const error = new DomainError('throttled', 'too-many-attempts', 'Wait.', { retryAfterSeconds });
  expect(toProblemResponse(error, 'request').headers?.['retry-after']).toBe(header);
});
