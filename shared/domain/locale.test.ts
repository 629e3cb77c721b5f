import { findFaultInLocale } from './locale.ts';

test.each(['en', 'en-IN', 'de-DE', 'de-CH', 'en-GB-u-hc-h12'])('accepts %s', (locale) => {
  expect(findFaultInLocale(locale)).toBeNull();
});

test.each([
  ['EN-in', 'Write this locale as en-IN'],
  ['en_IN', 'A locale is written like en-IN or de-DE'],
  ['', 'A locale is written like en-IN or de-DE'],
  ['no such thing', 'A locale is written like en-IN or de-DE'],
  ['fr-FR', 'The pages are written in: en, de'],
])('rejects %s: %s', (locale, fault) => {
  expect(findFaultInLocale(locale)).toBe(fault);
});
