import { CsvError, parse } from 'csv-parse/sync';
import { type Encoding, decodeText, type OtherFile } from './decode-text.ts';
import {
  type Detected,
  detectFormat,
  type Format,
  formats,
  type KnownOther,
} from './detect-format.ts';
import {
  type Bound,
  bounds,
  findExceededBound,
  type Separator,
  separators,
} from './measure-text.ts';
import { type Row, Table } from './table.ts';

export type Refusal =
  | { readonly reason: 'empty' }
  | { readonly reason: 'other-file'; readonly file: OtherFile }
  | { readonly reason: 'other-export'; readonly file: KnownOther }
  /** `seen`: the cells of the row that looks most like a header. */
  | { readonly reason: 'unknown-header'; readonly seen: readonly string[] }
  | { readonly reason: 'too-large'; readonly bound: Bound; readonly limit: number }
  | { readonly reason: 'broken-quotes'; readonly row: number };

export interface ReadTable {
  readonly kind: 'table';
  readonly format: Format;
  readonly encoding: Encoding;
  readonly separator: Separator;
  readonly table: Table;
}

export type TableOutcome = ReadTable | ({ readonly kind: 'refused' } & Refusal);

/** Rows that may stand above the header: the instructions of a template, an empty row. */
const headerRows = 10;

/** The rows of a CSV file of a known format, within the bounds. */
export function readTable(bytes: Buffer): TableOutcome {
  if (bytes.length > bounds.bytes) return tooLarge('bytes');
  const decoded = decodeText(bytes);
  if (decoded.kind === 'other-file') return refused({ reason: 'other-file', file: decoded.file });
  // A line "sep=;" tells Excel the separator.
  const text = decoded.text.replace(/^"?sep=.?"?\r?\n/i, '');
  if (text.trim() === '') return refused({ reason: 'empty' });
  const exceeded = findExceededBound(text);
  if (exceeded !== undefined) return tooLarge(exceeded);
  const header = findHeader(text);
  if (!('format' in header)) return refused(header);
  const { records: parsed, brokenRow } = parseRecords(text, header.separator);
  if (brokenRow !== undefined) return refused({ reason: 'broken-quotes', row: brokenRow });
  const rows = parsed
    .map((record, index): Row => ({ no: index + 1, cells: record }))
    .slice(header.index + 1)
    .filter((row) => row.cells.some((cell) => cell.trim() !== ''));
  if (rows.length > bounds.rows) return tooLarge('rows');
  const table = new Table(parsed[header.index] ?? [], rows, header.index + 1);
  const { format, separator } = header;
  return { kind: 'table', format, encoding: decoded.encoding, separator, table };
}

function refused(refusal: Refusal): TableOutcome {
  return { kind: 'refused', ...refusal };
}

function tooLarge(bound: Bound): TableOutcome {
  return refused({ reason: 'too-large', bound, limit: bounds[bound] });
}

interface Header {
  readonly format: Format;
  readonly separator: Separator;
  readonly index: number;
}

/** The separator is the one with which the header is a known one. */
function findHeader(text: string): Header | Refusal {
  let other: KnownOther | undefined;
  let seen: readonly string[] = [];
  for (const separator of separators) {
    for (const [index, record] of parseRecords(text, separator, headerRows).records.entries()) {
      const detected = detectFormat(record);
      if (detected !== undefined && isFormat(detected)) {
        return { format: detected, separator, index };
      }
      other ??= detected;
      const written = record.filter((cell) => cell.trim() !== '');
      if (written.length > seen.length) seen = written;
    }
  }
  return other ? { reason: 'other-export', file: other } : { reason: 'unknown-header', seen };
}

function isFormat(detected: Detected): detected is Format {
  return formats.some((format) => format === detected);
}

interface Parsed {
  /** All records, or those before the broken one. */
  readonly records: readonly (readonly string[])[];
  /** The row of a quote that is never closed. */
  readonly brokenRow: number | undefined;
}

/** Rows may be shorter or longer than the header, and a quote may stand inside a cell: `12" cake`. */
function parseRecords(text: string, separator: Separator, most?: number): Parsed {
  const records: string[][] = [];
  try {
    parse(text, {
      delimiter: separator,
      record_delimiter: ['\r\n', '\n', '\r'],
      relax_column_count: true,
      relax_quotes: true,
      ...(most !== undefined && { to: most }),
      on_record: (record: string[]) => {
        records.push(record);
        return null;
      },
    });
    return { records, brokenRow: undefined };
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    return { records, brokenRow: records.length + 1 };
  }
}
