import { DomainError } from './errors.ts';
import { refuseTooManyOpenOrders, toEmailKey, toPhoneKey } from './open-orders.ts';

const limits = { perContact: 20, perAddress: 200 };

test.each([
  ['one less than the limits', { ofContact: 19, fromAddress: 199 }, limits, true],
  ['as many as a contact may have', { ofContact: 20, fromAddress: 0 }, limits, false],
  ['as many as an address may have', { ofContact: 0, fromAddress: 200 }, limits, false],
  ['more than both limits', { ofContact: 99, fromAddress: 999 }, limits, false],
  [
    'any number, without a limit',
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

test('ignores the case of an e-mail address', () => {
  expect(toEmailKey('Emma@Example.COM')).toBe(toEmailKey('emma@example.com'));
});

test.each(['+49 30 123456', '0049 (30) 12-34-56', '49.30.123456', '4930/123456'])(
  'finds the same key for the phone number %s',
  (written) => expect(toPhoneKey(written)).toBe('4930123456'),
);
