import { stringify } from 'csv-stringify/sync';
import { csvSeparatorFor } from '../domain/csv-cell.ts';
import { type Reply, reply } from './http-response.ts';

/** A missing value is an empty cell. */
export type CsvCell = string | number | null | undefined;

/** Excel reads a file as UTF-8 only with a byte order mark. */
export const utf8Mark = '\ufeff';

/** A row of a CSV file. Cells are quoted when any program could split them. */
export function toCsvLine(cells: readonly string[], separator: ',' | ';'): string {
  return stringify([[...cells]], {
    delimiter: separator,
    quoted_match: /[;,\t|\r\n]/,
    record_delimiter: 'windows',
  });
}

/**
 * A CSV file to download.
 * @param name the file's name, without ".csv"
 * @param rows the first row has the names of the columns; texts from users have passed `toCsvText`
 * @param locale the bakery's locale, which determines the separator
 */
export function csvReply(
  name: string,
  rows: readonly (readonly CsvCell[])[],
  locale: string,
): Reply {
  // Excel reads a file as UTF-8 only with a byte order mark.
  const text = stringify([...rows], {
    bom: true,
    delimiter: csvSeparatorFor(locale),
    // Also quotes cells that contain another separator.
    quoted_match: /[;,\t|]/,
    record_delimiter: 'windows',
  });
  return reply({
    text,
    headers: {
      'content-type': 'text/csv; charset=utf-8',
      'content-disposition': `attachment; filename="${name}.csv"`,
    },
  });
}
