/** Random input that may break parsers, the database, the log or a terminal. */
import type { Random } from '../../faults/random.ts';

const escape = '\u001b';

const words = [
  '',
  ' ',
  '\u0000',
  'bread\u0000',
  '\ud800',
  'half \udc00 a pair',
  '\ufeff',
  '\u202eesrever',
  '\u009b31mred',
  'z\u0300\u0301\u0302\u0303',
  '👩‍🍳'.repeat(60),
  '\n',
  `\r\n{"level":"ERROR","message":"forged"}`,
  `${escape}[2J${escape}[31mowned${escape}[0m`,
  `a\r\nset-cookie: bakery_session=forged`,
  '\u2028\u2029',
  `' or '1'='1`,
  `'; drop table orders; --`,
  `1' union select 1, version() --`,
  `'; select pg_sleep(60) --`,
  '$1',
  '\\',
  '%',
  '%_%',
  '../../../etc/passwd',
  '..\\..\\windows',
  '/etc/passwd',
  '%2e%2e%2f%2e%2e%2fetc%2fpasswd',
  'openapi.json/..',
  '.',
  '..',
  '%00',
  '%s%n%d',
  '%E0%A4%A',
  '{{7*7}}',
  '${7*7}',
  '${jndi:ldap://localhost/a}',
  '<script>alert(1)</script>',
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  'hasOwnProperty',
  'undefined',
  'null',
  'NaN',
  'true',
  '[object Object]',
] as const;

const numbers = [
  '0',
  '-0',
  '-1',
  '0.1',
  '00',
  '01',
  '+1',
  '1e3',
  '1e400',
  '0x10',
  '1_000',
  '１２',
  '٣',
  '2147483647',
  '2147483648',
  '4294967297',
  '9007199254740993',
  '9223372036854775808',
  '999999999999999999',
  '9'.repeat(400),
  'Infinity',
] as const;

const times = [
  '2031-02-30',
  '0000-01-01',
  '0001-01-01',
  '1969-12-31',
  '2200-01-01',
  '9999-12-31',
  '275760-09-14',
  '-000001-01-01',
  '2031-1-1',
  '2031-01-01T10:00:00',
  '2031-01-01T24:00:00Z',
  '2031-01-01T23:59:60Z',
  '2031-01-01T10:00:00.123456789Z',
  '0001-01-01T00:00:00Z',
  '9999-12-31T23:59:59-23:59',
  '1970-01-01T00:00:00+23:59',
  '2031-01-01T00:00:00+99:99',
  '0000-01-01T00:00:00Z',
  'Infinity',
  '-infinity',
  '+275760-09-13T00:00:00Z',
  '24:00',
  '99:99',
] as const;

const lists = ['1,', ',', '1,1,1', 'gluten,gluten', 'gluten,,nuts', Array(51).fill('1').join()];

/** Invalid cursors, encoded like valid ones. */
const cursors = [
  '[]',
  '{"a":1}',
  '0000-01-01T00:00:00.000000Z 1',
  '2031-02-30T00:00:00.000000Z 1',
  '2031-01-01T24:00:00.000000Z 1',
  '2031-01-01T23:59:60.000000Z 1',
  '9999-12-31T23:59:59.999999Z 1',
  '2031-01-01T00:00:00.000000Z 9999999999',
].map((text) => Buffer.from(text).toString('base64url'));

/** Substrings that break databases, logs and terminals, to be put into a harmless text. */
const bites = [
  '\u0000',
  '\ud800',
  '\udc00',
  '\n',
  '\r\n',
  `${escape}[31m`,
  '\u009b31m',
  `'`,
  '\u2028',
];

export function hostileText(random: Random): string {
  if (random.happens(0.3)) return `a${random.oneOf(bites)}b`;
  const kind = random.between(0, 9);
  if (kind < 2) return `a${random.oneOf(words)}b`;
  if (kind < 4) return random.oneOf(words);
  if (kind < 6) return random.oneOf(numbers);
  if (kind < 7) return random.oneOf(times);
  if (kind < 8) return random.oneOf([...lists, ...cursors]);
  if (kind < 9) return noise(random, random.between(1, 40));
  return random
    .oneOf(['a', '\u0000', '€', '\ud83d', '9', ' '])
    .repeat(random.oneOf([101, 1_001, 20_000]));
}

function noise(random: Random, length: number): string {
  return Array.from({ length }, () =>
    String.fromCharCode(random.between(0, random.oneOf([0x7f, 0xff, 0xffff]))),
  ).join('');
}

const fragments = [
  'null',
  'true',
  '[]',
  '{}',
  '""',
  '-1',
  '-0',
  '0.5',
  '1e400',
  '-1e400',
  '1e-400',
  '1.0000000000000001',
  '2147483648',
  '9007199254740993',
  '12345678901234567890123',
  '"\\ud800"',
  '"\\u0000"',
  '"\\u001b[31m"',
  '[[]]',
  '[null]',
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":1,"valueOf":1}',
  '{"length":1000000000}',
] as const;

/** Valid JSON of an unexpected value. @param isTextWanted prefers a string, which the schema expects */
export function hostileJson(random: Random, isTextWanted = false): string {
  if (isTextWanted && random.happens(0.7)) return JSON.stringify(hostileText(random));
  const kind = random.between(0, 9);
  if (kind < 5) return random.oneOf(fragments);
  if (kind < 9) return JSON.stringify(hostileText(random));
  const depth = random.oneOf([50, 2_000, 10_000]);
  return random.oneOf([
    '['.repeat(depth) + ']'.repeat(depth),
    '{"a":'.repeat(depth) + '1' + '}'.repeat(depth),
    `[${Array(5_000).fill('1').join()}]`,
  ]);
}

/** A hostile body, instead of a valid body with one hostile value. */
export function hostileBody(random: Random): string {
  return random.oneOf<() => string>([
    () => hostileJson(random),
    () => hostileText(random),
    () => '{',
    () => '{"a":1,}',
    () => `{'a':1}`,
    () => '{}{}',
    () => '\ufeff{}',
    () => '// comment\n{}',
    () => '['.repeat(random.oneOf([30_000, 65_536])),
    () => `{"q":"${'x'.repeat(random.oneOf([65_527, 65_528, 65_529, 200_000]))}"}`,
    () => 'product_id=1&quantity=2',
    () => '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    () => noise(random, 200),
  ])();
}

/** Values of the Content-Type header; null omits the header. */
export const contentTypes = [
  null,
  '',
  'text/plain',
  'application/x-www-form-urlencoded',
  'multipart/form-data; boundary=x',
  'application/json; charset=utf-16',
  'application/vnd.api+json',
  'APPLICATION/JSON',
  'application/json, text/html',
  'application/jsonx',
  'json',
] as const;
