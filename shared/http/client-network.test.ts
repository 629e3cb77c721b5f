import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { clientNetworkOf, toNetwork } from './client-network.ts';

const proxy = '10.0.0.9';

function networkOf(forwarded: string | undefined, { trusted = 1, sourceIp = proxy } = {}) {
  process.env['TRUSTED_PROXIES'] = String(trusted);
  try {
    return clientNetworkOf({
      headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
      sourceIp,
    });
  } finally {
    delete process.env['TRUSTED_PROXIES'];
  }
}

test.each([
  '192.0.2.7',
  ' 192.0.2.7 ',
  '192.0.2.7:1',
  '192.0.2.7:65535',
  '"192.0.2.7:443"',
  '"192.0.2.7"',
  ' " 192.0.2.7 " ',
  '"::ffff:192.0.2.7"',
  '::ffff:192.0.2.7',
  '::FFFF:192.0.2.7',
  '::ffff:c000:207',
  '0:0:0:0:0:ffff:c000:0207',
  '0000:0000:0000:0000:0000:ffff:192.0.2.7',
  '[::ffff:192.0.2.7]:443',
  '[::ffff:c000:207]',
  '::ffff:192.0.2.7%eth0',
  '::ffff:0:192.0.2.7',
  '64:ff9b::192.0.2.7',
])('%j is 192.0.2.7', (forwarded) => expect(networkOf(forwarded)).toBe('192.0.2.7'));

test.each([
  '2001:db8:0:1::7',
  '2001:DB8:0:1::7',
  '2001:0db8:0000:0001:0000:0000:0000:0007',
  '2001:db8:0:1:aaaa:bbbb:cccc:dddd',
  '2001:db8:0:1::192.0.2.7',
  '[2001:db8:0:1::7]',
  '[2001:db8:0:1::7]:443',
  '"[2001:db8:0:1::7]:443"',
  '"[2001:db8:0:1::7]"',
  '"2001:db8:0:1::7"',
  '2001:db8:0:1::7%eth0',
  '[2001:db8:0:1::7%25eth0]:443',
  '  2001:db8:0:1::8  ',
])('%j is in 2001:db8:0:1::/64', (forwarded) =>
  expect(networkOf(forwarded)).toBe('2001:db8:0:1::/64'),
);

test('IPv4 addresses in IPv6 notation do not share a network', () => {
  expect(networkOf('::ffff:192.0.2.7')).not.toBe(networkOf('::ffff:192.0.2.8'));
  expect(networkOf('64:ff9b::c000:207')).not.toBe(networkOf('64:ff9b::c000:208'));
});

test.each([
  ['no header', undefined],
  ['an empty header', ''],
  ['white space', '  '],
  ['an empty last entry', '192.0.2.7, '],
  ['unknown', 'unknown'],
  ['an obfuscated name', '_hidden'],
  ['garbage', '<script>'],
  ['a host name', 'evil.example'],
  ['an IPv4 address of one number', '3221225991'],
  ['an IPv4 address in hexadecimal digits', '0xc0.0.2.7'],
  ['an IPv4 address in octal digits', '0300.0.2.7'],
  ['an IPv4 address of three parts', '192.0.519'],
  ['an IPv4 address out of range', '192.0.2.256'],
  ['an IPv4 address with an invalid port', '192.0.2.7:x'],
  ['an IPv6 address that is too long', '2001:db8:0:1:2:3:4:5:6'],
  ['an IPv6 address with an open bracket', '[2001:db8::7'],
  ['empty brackets', '[]:443'],
  ['empty quotes', '""'],
  ['an open quote', '"192.0.2.7'],
])('with %s the network is that of the connection', (_, forwarded) => {
  expect(networkOf(forwarded)).toBe(proxy);
  expect(networkOf(forwarded, { sourceIp: `::ffff:${proxy}` })).toBe(proxy);
});

test.each(['', 'unknown', '/run/nginx.sock'])(
  'with neither a header nor a connection that has an address (%j) the network is "unknown"',
  (sourceIp) => expect(networkOf(undefined, { sourceIp })).toBe('unknown'),
);

test.each([
  ['198.51.100.1, 192.0.2.7', 1, '192.0.2.7'],
  ['198.51.100.1,192.0.2.7:443,203.0.113.9', 2, '192.0.2.7'],
  ['2001:db8:0:1::7,\t203.0.113.9', 2, '2001:db8:0:1::/64'],
  // Fewer entries than trusted proxies, and a forged entry without trusted proxies.
  ['198.51.100.1', 2, proxy],
  ['198.51.100.1', 0, proxy],
])('of %j behind %d proxies the network is %s', (forwarded, trusted, network) =>
  expect(networkOf(forwarded, { trusted })).toBe(network),
);

test('all addresses of an IPv6 /64 have the same network, and addresses of other /64s another', () => {
  const host = fc.tuple(...Array.from({ length: 4 }, () => fc.integer({ min: 1, max: 0xffff })));
  const write = (...groups: readonly number[]) =>
    groups.map((group) => group.toString(16)).join(':');
  fc.assert(
    fc.property(host, host, host, host, (prefix, other, one, two) => {
      const address = write(...prefix, ...one);
      expect(isIPv6(address)).toBe(true);
      expect(toNetwork(address)).toBe(toNetwork(write(...prefix, ...two)));
      fc.pre(write(...prefix) !== write(...other));
      expect(toNetwork(address)).not.toBe(toNetwork(write(...other, ...one)));
    }),
  );
});

test('no header makes the network empty', () => {
  const text = fc.oneof(fc.string(), fc.ipV4(), fc.ipV6(), fc.ipV4Extended());
  fc.assert(
    fc.property(text, text, (forwarded, sourceIp) => {
      expect(networkOf(forwarded, { sourceIp })).toMatch(
        /^(unknown|(\d{1,3}\.){3}\d{1,3}|[0-9a-f]{1,4}(:[0-9a-f]{1,4}){3}::\/64)$/,
      );
    }),
  );
});
