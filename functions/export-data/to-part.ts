import type { FileForm } from '../../shared/contract/exports.ts';
import { toCsvLine, utf8Mark } from '../../shared/http/csv-reply.ts';
import { type Cell, writeCell } from './write-cell.ts';

export interface Part {
  /** A complete CSV file with its header. */
  readonly text: string;
  /** Null after the last part. */
  readonly nextCursor: string | null;
}

/**
 * Bounds of a part. A function's response is JSON of at most 6 MB, in which quotes and line breaks take two bytes. A part
 * of the catalogue is a file that can be imported.
 */
const most = { rows: 5_000, bytes: 4 * 1024 * 1024 - 1_000, jsonBytes: 5_500_000 } as const;

export interface Table {
  readonly columns: readonly string[];
  readonly rows: readonly { readonly cursor: string; readonly cells: readonly Cell[] }[];
}

export const mostRows = most.rows;

/** As many rows as fit into one part. */
export function toPart({ columns, rows }: Table, form: FileForm): Part {
  const separator = form === 'comma' ? ';' : ',';
  const lines = [toCsvLine(columns, separator)];
  let [bytes, jsonBytes] = [0, 0];
  let nextCursor: string | null = null;
  let last = '0';
  for (const { cursor, cells } of rows) {
    const line = toCsvLine(
      cells.map((cell) => writeCell(cell, form)),
      separator,
    );
    bytes += Buffer.byteLength(line);
    jsonBytes += Buffer.byteLength(JSON.stringify(line));
    const isFull = lines.length > most.rows || bytes > most.bytes || jsonBytes > most.jsonBytes;
    if (isFull) {
      nextCursor = last;
      break;
    }
    lines.push(line);
    last = cursor;
  }
  return { text: utf8Mark + lines.join(''), nextCursor };
}
