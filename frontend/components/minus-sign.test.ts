import { withMinusSign } from './minus-sign.ts';

test.each(['en-IN', 'de-DE', 'sv-SE'])(
  '%s writes a negative number with a minus sign',
  (locale) => {
    const format = new Intl.NumberFormat(locale, { notation: 'compact' });
    expect(withMinusSign(format.format(-4))).toBe('\u22124');
    expect(withMinusSign(format.format(4))).toBe('4');
  },
);
