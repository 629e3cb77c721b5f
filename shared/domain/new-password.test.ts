import fc from 'fast-check';
import { commonPasswords } from '../security/common-passwords.ts';
import { newPassword } from '../security/password.ts';
import { findPasswordFault } from './new-password.ts';

const names = ['Sonnenschein Bäckerei', 'anna.schmidt'];
const faultOf = (password: string) => findPasswordFault(password, { names, commonPasswords });

test.each([
  'password123',
  'Password123!',
  'P@ssw0rd123',
  'p a s s w o r d 1 2 3',
  'pässwörd-123',
  'pass\u200bword\u00ad123',
  'Ｐａｓｓｗｏｒｄ１２３',
  'drowssap123',
  'Passwort2024',
  'iloveyou1234',
  'letmein!!!!!',
  '99-strawberry',
  'mynewpassword',
])('detects the common password %j', (password) => {
  expect(faultOf(password)).toBe('Too common');
});

test.each([
  ['one letter repeated', 'aaaaaaaaaa'],
  ['one letter in different forms', 'aAäÄàÀａＡāa'],
  ['blanks', ' '.repeat(10)],
  ['all kinds of spaces', '\u00a0\u2003\u3000\u2800\u200b\u00ad \t\u00a0\u2003'],
  ['only marks', '\u0301'.repeat(12)],
  ['four characters', 'abcdabcdabcd'],
  ['two digits', '1111122222'],
])('rejects %s as too few different characters', (_, password) => {
  expect(faultOf(password)).toBe('Too few different characters');
});

test.each([
  ['a repeated word', 'croissant croissant'],
  ['a repeated unit, cut off', 'kxvmprkxvmprkx'],
  ['the digits', '1234567890'],
  ['the digits backwards', '0987654321'],
  ['digits in Arabic', '١٢٣٤٥٦٧٨٩٠'],
  ['the alphabet', 'ABCDEFGHIJKL'],
  ['each letter twice', 'aabbccddeeff'],
  ['a row of keys', 'qwertyuiop'],
  ['a row of German keys', 'qwertzuiop12'],
  ['a row of French keys', 'azertyuiop'],
  ['two rows of keys', 'asdfghjkl;zxcvbnm'],
  ['columns of keys', '1qaz2wsx3edc'],
  ['columns of German keys', 'yaq1xsw2'],
  ['keys with shift', '!@#$%^&*()'],
  ['keys of a German keyboard with shift', '!"§$%&/()='],
  ['several sequences', 'abcde-12345-qwe'],
  ['the name of the bakery', 'Sonnenschein-Bäckerei'],
  ['the name of the bakery without umlauts', 'SONNENSCHEIN BAECKEREI 2026'],
  ['a part of the name of the bakery', '!sonnenschein24'],
  ['the name of the bakery with look-alikes', 's0nn3n5ch31n!'],
  ['the name of the bakery backwards', 'niehcsnennos1'],
  ['the name of the account', 'annaschmidt'],
  ['the parts of the name of the account', 'Schmidt, Anna 99'],
  ['both names', 'anna@sonnenschein'],
])('rejects %s as easy to guess', (_, password) => {
  expect(faultOf(password)).toBe('Too easy to guess');
});

test.each([
  'croissants-for-everybody',
  'correct horse battery staple',
  'rises before the bread',
  'another-password',
  'a-long-password',
  'the old password',
  'up at half past two',
  'x7-kq9z-2mwd',
  '三枚の暗いスポンジケーキです',
  'anna hates wet flour',
  '🥐🍞🥖🥯🧇🥞🍰🎂🧁🥧',
])('accepts %j', (password) => {
  expect(faultOf(password)).toBeUndefined();
});

test('a common password is rejected with capitals, digits and punctuation around it', () => {
  const around = fc.string({
    unit: fc.constantFrom('!', '?', '-', '.', ' ', '\u00a0', '\u200b'),
    maxLength: 10,
  });
  const digits = fc.nat({ max: 9_999 }).map(String);
  fc.assert(
    fc.property(
      fc.constantFrom(...commonPasswords),
      around,
      digits,
      fc.boolean(),
      (common, mark, number, isLoud) => {
        const word = isLoud ? common.toUpperCase() : common;
        expect(faultOf(`${mark}${word}${mark}${number}`)).toBeDefined();
        expect(faultOf(`${number}${mark}${word}`)).toBeDefined();
      },
    ),
  );
});

test('accepts a generated password', () => {
  const made = Array.from({ length: 200 }, newPassword);
  expect(made.filter((password) => faultOf(password) !== undefined)).toEqual([]);
});

test('accepts a long password that contains a name', () => {
  const guesses = { names: ['a', '', '!', 'The Bread Company'], commonPasswords };
  expect(findPasswordFault('bread rises in my kitchen', guesses)).toBeUndefined();
});
