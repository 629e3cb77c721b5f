import { connect } from 'node:net';
import { text } from 'node:stream/consumers';

export interface RawAnswer {
  readonly status: number;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Sends raw bytes, and reads until the connection is closed. */
export async function sendRaw(port: number, raw: string | Uint8Array): Promise<RawAnswer> {
  const socket = connect(port, '127.0.0.1');
  socket.on('error', () => undefined);
  socket.write(raw);
  const [head = '', ...body] = (await text(socket)).split('\r\n\r\n');
  const [statusLine = '', ...lines] = head.split('\r\n');
  const headers = lines.map((line) => {
    const [name = '', ...value] = line.split(':');
    return [name.toLowerCase(), value.join(':').trim()] as const;
  });
  return {
    status: Number(statusLine.split(' ')[1]),
    headers: Object.fromEntries(headers),
    body: body.join('\r\n\r\n'),
  };
}

/** A request after which the connection is closed. @param headers each ends with a line break */
export function rawRequest(line: string, headers = 'host: localhost\r\n'): string {
  return `${line} HTTP/1.1\r\nconnection: close\r\n${headers}\r\n`;
}

/** Requests that every server of the bakery refuses, with the status of the response. */
export const refusedRequests: readonly (readonly [string, string, number])[] = [
  ['no HTTP', 'nonsense\r\n\r\n', 400],
  ['a header without a name', rawRequest('GET /', 'host: localhost\r\n: value\r\n'), 400],
  [
    'two lengths',
    rawRequest('POST /', 'host: localhost\r\ncontent-length: 1\r\ncontent-length: 2\r\n'),
    400,
  ],
  ['no host', rawRequest('GET /', ''), 400],
  ['no host in HTTP/1.0', 'GET / HTTP/1.0\r\n\r\n', 400],
  ['two hosts', rawRequest('GET /', 'host: localhost\r\nhost: evil.example\r\n'), 400],
  ['a host with a space', rawRequest('GET /', 'host: local host\r\n'), 400],
  ['a host with a path', rawRequest('GET /', 'host: localhost/x\r\n'), 400],
  ['a host with an open bracket', rawRequest('GET /', 'host: [::1\r\n'), 400],
  ['an empty host', rawRequest('GET /', 'host:\r\n'), 400],
  ['another host', rawRequest('GET /', 'host: evil.example\r\n'), 421],
  ['another host with a port', rawRequest('GET /', 'host: evil.example:8000\r\n'), 421],
  ['a host that ends like a known one', rawRequest('GET /', 'host: evillocalhost\r\n'), 421],
  [
    'a host that begins like a known one',
    rawRequest('GET /', 'host: localhost.evil.example\r\n'),
    421,
  ],
  ['another host in its target', rawRequest('GET http://evil.example/'), 421],
  ['headers of 40 KB', rawRequest('GET /', `host: localhost\r\nx: ${'x'.repeat(40_000)}\r\n`), 431],
  ['an unknown expectation', rawRequest('GET /', 'host: localhost\r\nexpect: bread\r\n'), 417],
  [
    'an unknown transfer coding',
    rawRequest('POST /', 'host: localhost\r\ntransfer-encoding: bread\r\n'),
    501,
  ],
  ['another version of HTTP', 'GET / HTTP/3.0\r\nhost: localhost\r\n\r\n', 505],
];

/** Hosts that every server of the bakery accepts without a setting. */
export const ownHosts = [
  'localhost',
  'LocalHost:3000',
  'localhost.',
  'shop.localhost',
  '127.0.0.1:8000',
  '[::1]:3000',
];
