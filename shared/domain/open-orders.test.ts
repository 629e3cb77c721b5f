import { isIPv6 } from 'node:net';
import fc from 'fast-check';
import { DomainError } from './errors.ts';
import { refuseTooManyOpenOrders, toEmailKey, toNetwork, toPhoneKey } from './open-orders.ts';

const limits = { perContact: 20, perAddress: 200 };

test.each([
  ['one less than the limits', { ofContact: 19, fromAddress: 199 }, limits, true],
  ['as many as a contact may have', { ofContact: 20, fromAddress: 0 }, limits, false],
  ['as many as an address may have', { ofContact: 0, fromAddress: 200 }, limits, false],
  ['more than both', { ofContact: 99, fromAddress: 999 }, limits, false],
  [
    'any, without a limit',
    { ofContact: 99, fromAddress: 999 },
    { perContact: 0, perAddress: 0 },
    true,
  ],
])('%s', (_, open, within, isGranted) => {
  const refuse = () => refuseTooManyOpenOrders(open, within);
  if (isGranted) expect(refuse).not.toThrow();
  else expect(refuse).toThrow(new DomainError('conflict', 'too-many-open-orders', refusal));
});
const refusal = 'Too many orders are open already. Collect or cancel some of them first.';

test('an e-mail address is the same in capitals', () => {
  expect(toEmailKey('Emma@Example.COM')).toBe(toEmailKey('emma@example.com'));
});

test.each(['+49 30 123456', '0049 (30) 12-34-56', '49.30.123456', '4930/123456'])(
  'the phone number %s is one however it is written',
  (written) => expect(toPhoneKey(written)).toBe('4930123456'),
);

describe('a network', () => {
  test.each([
    ['192.0.2.7', '192.0.2.7'],
    ['::ffff:192.0.2.7', '192.0.2.7'],
    ['2001:db8:0:1:aaaa::7', '2001:db8:0:1::/64'],
    ['2001:DB8::1', '2001:db8:0:0::/64'],
    ['2001:0db8:0000:0001:0000:0000:0000:0007', '2001:db8:0:1::/64'],
    ['::1', '0:0:0:0::/64'],
    ['nonsense', 'nonsense'],
  ])('of %s is %s', (address, network) => expect(toNetwork(address)).toBe(network));

  test('is the same for all addresses of an IPv6 /64, and another one for others', () => {
    const host = fc.tuple(...Array.from({ length: 4 }, () => fc.nat({ max: 0xffff })));
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
});
