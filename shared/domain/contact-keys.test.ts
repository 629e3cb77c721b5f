import { toEarlierEmailKey, toEmailKey, toPhoneKey } from './contact-keys.ts';

test.each([toEmailKey, toEarlierEmailKey])('an e-mail address is the same in capitals', (toKey) => {
  expect(toKey('Emma@Example.COM')).toBe(toKey('emma@example.com'));
});

test.each(['+49 30 123456', '0049 (30) 12-34-56', '49.30.123456', '4930/123456'])(
  'the phone number %s has the same key in every form',
  (written) => expect(toPhoneKey(written)).toBe('4930123456'),
);
