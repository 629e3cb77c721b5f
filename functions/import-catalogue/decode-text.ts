/** The encodings that spreadsheets and shops write. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252';

/** Files that are not CSV, although their names may say so. */
export type OtherFile = 'zip' | 'excel' | 'gzip' | 'pdf' | 'json' | 'html' | 'binary';

export type Decoded =
  | { readonly kind: 'text'; readonly text: string; readonly encoding: Encoding }
  | { readonly kind: 'other-file'; readonly file: OtherFile };

/** The first bytes of files, in Latin-1. An XLSX file is a ZIP file. */
const signatures: readonly (readonly [string, OtherFile])[] = [
  ['PK\x03\x04', 'zip'],
  ['PK\x05\x06', 'zip'],
  ['\xd0\xcf\x11\xe0', 'excel'],
  ['\x1f\x8b', 'gzip'],
  ['%PDF', 'pdf'],
];

/** The text of a CSV file without its byte order mark. */
export function decodeText(bytes: Buffer): Decoded {
  const beginning = bytes.toString('latin1', 0, 4);
  const [, file] = signatures.find(([signature]) => beginning.startsWith(signature)) ?? [];
  if (file !== undefined) return { kind: 'other-file', file };
  const encoding = findEncoding(bytes);
  const text = decode(bytes, encoding).replace(/^\ufeff/, '');
  if (text.includes('\0')) return { kind: 'other-file', file: 'binary' };
  const [first] = text.trimStart();
  if (first === '{' || first === '[') return { kind: 'other-file', file: 'json' };
  if (first === '<') return { kind: 'other-file', file: 'html' };
  return { kind: 'text', text, encoding };
}

function findEncoding(bytes: Buffer): Encoding {
  const mark = bytes.toString('latin1', 0, 2);
  if (mark === '\xff\xfe') return 'utf-16le';
  if (mark === '\xfe\xff') return 'utf-16be';
  // Without a mark, the zeros of Latin letters tell the order of the bytes.
  if (bytes.length >= 4 && bytes[1] === 0 && bytes[3] === 0) return 'utf-16le';
  if (bytes.length >= 4 && bytes[0] === 0 && bytes[2] === 0) return 'utf-16be';
  return isUtf8(bytes) ? 'utf-8' : 'windows-1252';
}

function isUtf8(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function decode(bytes: Buffer, encoding: Encoding): string {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  if (encoding === 'windows-1252') return decodeWindows1252(bytes);
  const even = bytes.subarray(0, bytes.length - (bytes.length % 2));
  return (encoding === 'utf-16le' ? even : Buffer.from(even).swap16()).toString('utf16le');
}

/** The characters of the bytes 0x80 to 0x9f; the five unused bytes are not in any text. */
const windows1252 =
  '\u20ac\ufffd\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\ufffd\u017d\ufffd' +
  '\ufffd\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\ufffd\u017e\u0178';

/** Several releases of Node 24 decode windows-1252 as Latin-1 (nodejs/node#60888), and Lambda chooses its release. */
function decodeWindows1252(bytes: Buffer): string {
  return bytes
    .toString('latin1')
    .replaceAll(/[\x80-\x9f]/g, (byte) => windows1252[byte.charCodeAt(0) - 0x80] ?? byte);
}
