/** Tests the names on recorded bytes; a run of the faults tests them on real servers. */
import { nameHttpAnswer, namePostgresAnswer, nameRabbitmqAnswers } from './answers.ts';

const bytes = (text: string) => Buffer.from(text, 'latin1');
/** A message of PostgreSQL with an arbitrary length, which the names do not depend on. */
const message = (type: string, ...strings: readonly string[]) =>
  bytes(`${type}\0\0\0\x09${strings.map((string) => `${string}\0`).join('')}`);

test.each([
  { sent: message('', 'user'), name: 'connect' },
  { sent: message('p', 'SCRAM-SHA-256'), name: 'sign in' },
  { sent: message('P', 'insert-orders', 'insert into orders'), name: 'insert-orders' },
  { sent: message('P', '', 'select\n  1'), name: 'select N' },
  { sent: message('B', '', 'insert-orders'), name: 'insert-orders' },
  { sent: message('Q', 'commit'), name: 'commit' },
  { sent: message('C', 'S'), name: 'other' },
])('names an answer of PostgreSQL "$name"', ({ sent, name }) => {
  expect(namePostgresAnswer(sent)).toEqual([name]);
});

/** A frame of AMQP: its type, channel 1, its length, the content, and the end. */
const frame = (type: number, ...content: readonly number[]) =>
  Buffer.from([type, 0, 1, 0, 0, 0, content.length, ...content, 0xce]);

test('names every method in a chunk from RabbitMQ, and no content', () => {
  const deliver = frame(1, 0, 60, 0, 60);
  const body = frame(3, 0, 60, 0, 80);
  const ack = frame(1, 0, 60, 0, 80, 0, 0);
  const chunk = Buffer.concat([deliver, body, ack]);
  expect(nameRabbitmqAnswers(undefined, chunk)).toEqual(['basic.deliver', 'basic.ack']);
});

test('names a declared queue without the numbers in its name', () => {
  const declared = frame(1, 0, 50, 0, 11, 4, ...bytes('try7'), 0, 0);
  expect(nameRabbitmqAnswers(undefined, declared)).toEqual(['queue.declare-ok tryN']);
});

test('names an answer of SQS by its action, and any other answer by method and path', () => {
  const toSqs = 'POST / HTTP/1.1\r\nX-Amz-Target: AmazonSQS.ReceiveMessage\r\n\r\n';
  expect(nameHttpAnswer(bytes(toSqs))).toEqual(['ReceiveMessage']);
  const toApi = 'POST /order/17/cancel?x=1 HTTP/1.1\r\n\r\n';
  expect(nameHttpAnswer(bytes(toApi))).toEqual(['POST /order/N/cancel']);
});

test('returns no name for the rest of an answer', () => {
  expect(namePostgresAnswer(undefined)).toEqual([]);
  expect(nameHttpAnswer(undefined)).toEqual([]);
});
