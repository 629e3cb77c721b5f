/** A character as the browser reports its key. */
export type Stroke = Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>;

/** The keys of a US keyboard that are neither letters nor digits, without and with Shift. */
const usKeys: Readonly<Record<string, string>> = {
  Backquote: '`~',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  IntlBackslash: '<>',
  NumpadDecimal: '..',
  NumpadDivide: '//',
  NumpadSubtract: '--',
  NumpadAdd: '++',
  NumpadMultiply: '**',
  Space: '  ',
};
const shiftedDigits = ')!@#$%^&*(';

/**
 * The possible readings of a scan: in the computer's keyboard layout, and in the US layout, which most
 * scanners use.
 */
export function textsOf(strokes: readonly Stroke[]): readonly string[] {
  return [strokes.map(({ key }) => key).join(''), strokes.map(toUsCharacter).join('')];
}

function toUsCharacter({ key, code, shiftKey }: Stroke): string {
  const [, letter] = /^Key([A-Z])$/.exec(code) ?? [];
  if (letter !== undefined) return shiftKey ? letter : letter.toLowerCase();
  const [, kind, digit] = /^(Digit|Numpad)(\d)$/.exec(code) ?? [];
  if (digit !== undefined) {
    return kind === 'Digit' && shiftKey ? (shiftedDigits[Number(digit)] ?? digit) : digit;
  }
  return usKeys[code]?.[shiftKey ? 1 : 0] ?? key;
}
