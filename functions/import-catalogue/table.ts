/** A row of a file below its header. */
export interface Row {
  /** As a spreadsheet counts: the first row is 1. */
  readonly no: number;
  readonly cells: readonly string[];
}

/** A file as rows below a header. Columns are found by their normalised names. */
export class Table {
  /** The names as they are written. */
  readonly names: readonly string[];
  readonly rows: readonly Row[];
  readonly #columns: ReadonlyMap<string, number>;
  readonly #read = new Set<string>();

  /** As a spreadsheet counts. */
  readonly headerRow: number;

  constructor(header: readonly string[], rows: readonly Row[], headerRow: number) {
    this.headerRow = headerRow;
    this.names = header.map((name) => name.replaceAll(/\s+/g, ' ').trim());
    this.rows = rows;
    const names = header.map(normaliseName);
    this.#columns = new Map(names.map((name) => [name, names.indexOf(name)]));
  }

  /** The trimmed text of a cell; empty when the row is shorter, or when the file has no such column. */
  cell(row: Row, name: string): string {
    this.#read.add(name);
    const at = this.#columns.get(name);
    return at === undefined ? '' : (row.cells[at] ?? '').trim();
  }

  has(name: string): boolean {
    return this.#columns.has(name);
  }

  /** The first of these columns that the file has, for a name that differs between releases. */
  first(...names: readonly string[]): string {
    return names.find((name) => this.has(name)) ?? names[0] ?? '';
  }

  /** The normalised names that begin like this. */
  beginningWith(prefix: string): string[] {
    return [...this.#columns.keys()].filter((name) => name.startsWith(prefix));
  }

  /** A column's name as it is written. */
  written(name: string): string {
    const at = this.#columns.get(name);
    return at === undefined ? name : (this.names[at] ?? name);
  }

  /** The columns that were read and occur twice, so that it is not clear which one counts. */
  repeated(): string[] {
    const all = this.names.map(normaliseName);
    return [...this.#read].filter((name) => all.indexOf(name) !== all.lastIndexOf(name));
  }

  /** The columns with values that were not read. */
  ignored(): string[] {
    return this.names.filter((name, at) => {
      const key = normaliseName(name);
      return (
        name !== '' &&
        !this.#read.has(key) &&
        this.rows.some(({ cells }) => (cells[at] ?? '').trim() !== '')
      );
    });
  }
}

/** Header cells of Square's templates end with "(locked)" after a line break. */
export function normaliseName(name: string): string {
  return name
    .normalize('NFC')
    .replaceAll(/\s+/g, ' ')
    .replace(/\(locked\)\s*$/i, '')
    .trim()
    .toLowerCase();
}
