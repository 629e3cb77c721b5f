/** Bounds of a file. A real export of a shop with many extra fields has 140 columns. */
export const bounds = {
  bytes: 4 * 1024 * 1024,
  rows: 5_000,
  columns: 1_000,
  cells: 1_000_000,
  characters: 100_000,
} as const;

export const separators = [',', ';', '\t'] as const;
export type Separator = (typeof separators)[number];

export type Bound = keyof typeof bounds;

const [quote, lineFeed, carriageReturn] = [34, 10, 13];
const codes = separators.map((separator) => separator.charCodeAt(0));

/**
 * The first bound that a text exceeds. Nothing is built, so that a hostile file costs one pass over its characters at
 * most. The separator is not known yet, so a quote after any separator opens a quoted cell. Empty rows count when there
 * are more of them than a file may have rows.
 */
export function findExceededBound(text: string): Exclude<Bound, 'bytes'> | undefined {
  const inRecord = new Uint32Array(codes.length);
  const inAll = new Uint32Array(codes.length);
  let records = 0;
  let cellStart = 0;
  let isQuoted = false;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      if (isQuoted) isQuoted = false;
      else if (at === cellStart || text.charCodeAt(at - 1) === quote) isQuoted = true;
      continue;
    }
    if (isQuoted) continue;
    const isEnd = code === lineFeed || code === carriageReturn;
    const kind = isEnd ? -1 : codes.indexOf(code);
    if (!isEnd && kind < 0) continue;
    if (at - cellStart > bounds.characters) return 'characters';
    cellStart = at + 1;
    if (!isEnd) {
      inRecord[kind] = (inRecord[kind] ?? 0) + 1;
      inAll[kind] = (inAll[kind] ?? 0) + 1;
      if ((inRecord[kind] ?? 0) >= bounds.columns) return 'columns';
      if ((inAll[kind] ?? 0) > bounds.cells) return 'cells';
    } else if (code === carriageReturn || text.charCodeAt(at - 1) !== carriageReturn) {
      records++;
      inRecord.fill(0);
      if (records > 2 * bounds.rows) return 'rows';
    }
  }
  return text.length - cellStart > bounds.characters ? 'characters' : undefined;
}
