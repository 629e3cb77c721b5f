import fc from 'fast-check';
import { accountNamePattern, foldAccountName, toAccountName } from './account-name.ts';

// cspell:ignore josé jose garcía jorg nguyễn irem lukasz annab aeoäéßłøæœþığ
test.each([
  ['José', 'josé'],
  [' Jose\u0301 ', 'josé'],
  ['ANNA', 'anna'],
  ['Zoë-2', 'zoë-2'],
  ['Ольга', 'ольга'],
  ['王芳', '王芳'],
  ['محمد', 'محمد'],
  ['प्रिया', 'प्रिया'],
  ['ශ්\u200dරී', 'ශ්\u200dරී'],
  ['Nguyễn.Văn', 'nguyễn.văn'],
  ['İrem', 'i̇rem'], // cspell:disable-line
])('%j is the name %j', (typed, name) => {
  expect(toAccountName(typed)).toBe(name);
  expect(name).toMatch(accountNamePattern);
});

test.each([
  'j',
  '-jose',
  'josé garcía',
  'jose@home',
  'a'.repeat(41),
  '\u0301jo',
  'jo\u0000se',
  '😀😀',
  '',
])('%j is no name', (typed) => {
  expect(toAccountName(typed)).not.toMatch(accountNamePattern);
});

test.each([
  ['josé', 'jose'],
  ['jörg', 'jorg'],
  ['groß', 'gross'],
  ['zoë-2', 'zoe-2'],
  ['łukasz', 'lukasz'], // cspell:disable-line
  ['ольга', 'ольга'],
  ['i̇rem', 'irem'],
  ['ａｎｎａ', 'anna'], // cspell:disable-line
])('%j is spelled like %j', (name, folded) => {
  expect(foldAccountName(name)).toBe(folded);
});

test('dots, hyphens and underscores tell names apart', () => {
  const names = ['anna.b', 'anna-b', 'anna_b', 'annab'];
  expect(new Set(names.map(foldAccountName)).size).toBe(4);
});

test('a name of an earlier release is its own spelling', () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[a-z0-9][a-z0-9._-]{1,39}$/), (name) => {
      expect(toAccountName(name)).toBe(name);
      expect(name).toMatch(accountNamePattern);
      expect(foldAccountName(name)).toBe(name);
    }),
  );
});

test('the spelling of a spelling is the same', () => {
  const letters = fc.constantFrom(...'aeoäéßłøæœþığй.-_'.split(''));
  fc.assert(
    fc.property(fc.array(letters, { minLength: 2, maxLength: 12 }), (some) => {
      const folded = foldAccountName(some.join(''));
      expect(foldAccountName(folded)).toBe(folded);
    }),
  );
});
