/**
 * Cleans every text of a request before it is checked and stored, so that texts that look the same
 * are stored the same. Also decides whether a text is readable.
 */

/**
 * Invisible characters. Joiners and variation selectors are kept, because Persian words, Mongolian
 * words and emoji need them.
 */
const invisible =
  // eslint-disable-next-line no-misleading-character-class -- a set of marks, not of letters
  /(?![\u200c\u200d\u180b-\u180f\ufe00-\ufe0f\u{e0100}-\u{e01ef}])\p{Default_Ignorable_Code_Point}|[\ufff9-\ufffb]/gu;

/** Unicode's invisible tag characters are legitimate only in the flags of England, Scotland and Wales. */
const flags = /(\u{1f3f4}[\u{e0020}-\u{e007e}]+\u{e007f})/u;

// eslint-disable-next-line no-misleading-character-class -- a set of marks, not of letters
const outerMarks = /^[\s\u200c\u200d\ufe00-\ufe0f]+|[\s\u200c\u200d]+$/gu;

/**
 * A text as it is stored: composed (NFC), without invisible and direction marks, and with single
 * ordinary spaces.
 */
export function cleanText(text: string): string {
  return text
    .split(flags)
    .map((part, index) => (index % 2 === 1 ? part : part.replaceAll(invisible, '')))
    .join('')
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replaceAll(outerMarks, '');
}

/** Several lines as they are stored: each as `cleanText` writes it, without empty lines. */
export function cleanLines(text: string): string {
  return withLineFeeds(text)
    .split('\n')
    .map(cleanText)
    .filter((line) => line !== '')
    .join('\n');
}

/** The same text with a line feed for each kind of line break. */
export function withLineFeeds(text: string): string {
  return text.replaceAll(/\r\n?|[\u2028\u2029]/g, '\n');
}

/**
 * Characters that look blank, although Unicode classes them as symbols or letters: an empty Braille
 * pattern, and placeholders.
 */
const blankSymbols = /[\u2800\ufffc\u{1d159}\u{13441}\u{13442}]/gu;

/**
 * Whether the text has at least one visible character: a letter, a digit, a symbol or punctuation.
 */
export function isReadable(text: string): boolean {
  const seen = text
    .replaceAll(/\p{Default_Ignorable_Code_Point}/gu, '')
    .replaceAll(blankSymbols, '');
  return /[\p{L}\p{N}\p{P}\p{S}]/u.test(seen);
}

/** Labels before a number that was copied from a web page or a signature: "tel:", "Mobil: ". */
const phoneLabel = /^(?:tel|telefon|telephone|phone|mobile?|mobil|handy)\b[\s.:]*(?=[+(\d])/i;

/** Extensions after a number: "ext. 12", ";ext=12", "x12", "#12", "Durchwahl 12". */
export const phoneExtension = /[ ,;]*(?:ext(?:ension)?|x|#|durchwahl|dw)[ .:=]*(\d{1,7})$/i;

/** A phone number as it is stored: ASCII digits, "+", and the separators that people write. */
export function cleanPhone(phone: string): string {
  return toAsciiDigits(cleanText(withoutJoiners(phone)))
    .replaceAll(/[\p{Pd}\u2212\u30fb\u00b7]/gu, '-')
    .replace(phoneLabel, '');
}

function withoutJoiners(text: string): string {
  return text.normalize('NFKC').replaceAll(/[\u200c\u200d]/g, '');
}

/** An e-mail address as it is stored. */
export function cleanEmail(email: string): string {
  return cleanText(withoutJoiners(email));
}

/**
 * Converts "١٢٣" and "१२३" to "123". In Unicode the ten digits of a script are consecutive and begin
 * with its zero.
 */
export function toAsciiDigits(text: string): string {
  return text.replaceAll(/(?![0-9])\p{Nd}/gu, (digit) => {
    const code = digit.codePointAt(0) ?? 0;
    let zero = code;
    while (code - zero < 9 && isDigit(zero - 1)) zero--;
    return String(code - zero);
  });
}

function isDigit(code: number): boolean {
  return /\p{Nd}/u.test(String.fromCodePoint(code));
}

/**
 * Wraps a text in Unicode's direction isolates, so that it does not reorder the text around it. For
 * places without HTML: titles, labels, files.
 */
export function isolate(text: string): string {
  return `\u2068${text}\u2069`;
}

/** Right-to-left letters, and direction marks, which old rows may contain. */
const rightToLeft =
  /[\u200f\u202a-\u202e\u2066-\u2069\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]/u;

/** Isolates a text that contains right-to-left letters, and returns other texts unchanged. */
export function isolateForeign(text: string): string {
  return rightToLeft.test(text) ? isolate(text) : text;
}
