// cspell:ignore ontext
import { Parser } from 'htmlparser2';

/** Elements whose content is not shown. */
const hidden = new Set(['script', 'style', 'template', 'noscript', 'iframe', 'svg', 'head']);

/** Elements that stand on a line of their own. */
const blocks = new Set(
  'address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr li main ol p pre section table td th tr ul'.split(
    ' ',
  ),
);

/** Whether a text has tags or character references. */
function hasMarkup(text: string): boolean {
  return /<[a-z!/][^>]*>|&(?:#\d+|#x[\da-f]+|[a-z][a-z\d]*);/i.test(text);
}

/** A text with or without markup as one line. Blocks and lines are separated by the punctuation that they lack. */
export function htmlToText(written: string): string {
  return joinLines(hasMarkup(written) ? toLines(written) : written.split(/[\r\n]+/));
}

function toLines(html: string): string[] {
  const lines = [''];
  let depth = 0;
  const parser = new Parser({
    onopentag(name) {
      if (hidden.has(name)) depth++;
      if (blocks.has(name)) lines.push('');
    },
    ontext(text) {
      if (depth === 0) lines.push(`${lines.pop() ?? ''}${text}`);
    },
    onclosetag(name) {
      if (hidden.has(name)) depth--;
      if (blocks.has(name)) lines.push('');
    },
  });
  parser.end(html);
  return lines;
}

function joinLines(lines: readonly string[]): string {
  return lines
    .map((line) =>
      line
        .replace(/^\s*[-*•]\s+/u, '')
        .replaceAll(/\s+/gu, ' ')
        .trim(),
    )
    .filter((line) => line !== '')
    .reduce((text, line) => {
      if (text === '') return line;
      return /[.!?:;,…]$/u.test(text) ? `${text} ${line}` : `${text}; ${line}`;
    }, '');
}
