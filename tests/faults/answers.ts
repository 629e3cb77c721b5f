/** Names the answers of servers by the bytes that pass a proxy. */

/**
 * Names the answers in a chunk from a server.
 * @param request the beginning of the request that this chunk answers; undefined for the rest of an
 * answer, and for messages that a server sends without a request
 */
export type NameAnswers = (request: Buffer | undefined, chunk: Buffer) => readonly string[];

/** Parse has a name and a text, Bind a portal and a name, Query a text only. */
const postgresRequest =
  /^(?:P.{4}(?<name>[^\0]*)\0(?<text>[^\0]*)|B.{4}[^\0]*\0(?<bound>[^\0]*)|Q.{4}(?<query>[^\0]*))/s;

/**
 * The name of the statement, or the beginning of its text.
 * https://www.postgresql.org/docs/current/protocol-message-formats.html
 */
export function namePostgresAnswer(request: Buffer | undefined): string[] {
  if (!request) return [];
  const sent = request.toString('latin1');
  if (sent.startsWith('\0')) return ['connect'];
  if (sent.startsWith('p')) return ['sign in'];
  const { name, text, bound, query } = postgresRequest.exec(sent)?.groups ?? {};
  const statement = [name, text, bound, query].find((part) => part) ?? 'other';
  return [withoutNumbers(statement.trim().replaceAll(/\s+/g, ' ').slice(0, 40))];
}

/** The methods of AMQP 0-9-1 that a broker sends, by class and number. */
const amqpMethods: Readonly<Record<string, string>> = {
  '10.10': 'connection.start',
  '10.30': 'connection.tune',
  '10.41': 'connection.open-ok',
  '10.51': 'connection.close-ok',
  '20.11': 'channel.open-ok',
  '20.41': 'channel.close-ok',
  '50.11': 'queue.declare-ok',
  '60.11': 'basic.qos-ok',
  '60.21': 'basic.consume-ok',
  '60.31': 'basic.cancel-ok',
  '60.50': 'basic.return',
  '60.60': 'basic.deliver',
  '60.80': 'basic.ack',
  '85.11': 'confirm.select-ok',
};

/**
 * The methods in a chunk of whole frames; a declared queue with its name.
 * https://www.rabbitmq.com/amqp-0-9-1-protocol
 */
export function nameRabbitmqAnswers(_request: Buffer | undefined, chunk: Buffer): string[] {
  const names: string[] = [];
  for (let at = 0; at + 11 <= chunk.length; at += 8 + chunk.readUInt32BE(at + 3)) {
    const isMethod = chunk[at] === 1;
    const method = amqpMethods[`${chunk.readUInt16BE(at + 7)}.${chunk.readUInt16BE(at + 9)}`];
    if (!isMethod || method === undefined) continue;
    const length = method === 'queue.declare-ok' ? (chunk[at + 11] ?? 0) : 0;
    const queue = chunk.toString('latin1', at + 12, at + 12 + length);
    names.push(withoutNumbers(`${method} ${queue}`.trim()));
  }
  return names;
}

/** The action of an SQS request; method and path of any other request. */
export function nameHttpAnswer(request: Buffer | undefined): string[] {
  const text = request?.toString('latin1') ?? '';
  const name = /^x-amz-target: *\w+\.(\w+)/im.exec(text)?.[1] ?? /^[A-Z]+ [^ ?]*/.exec(text)?.[0];
  return name === undefined ? [] : [withoutNumbers(name)];
}

function withoutNumbers(name: string): string {
  return name.replaceAll(/\d+/g, 'N');
}
