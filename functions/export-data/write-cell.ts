import type { FileForm } from '../../shared/contract/exports.ts';
import { escapeFormulas } from '../../shared/domain/csv-formula.ts';

/** A missing value is an empty cell. */
export type Cell = string | number | boolean | null;

/** A cell as text. Numbers are never read as formulas; texts are neutralised so that an import can undo it. */
export function writeCell(cell: Cell, form: FileForm): string {
  if (cell === null) return '';
  if (typeof cell === 'boolean') return cell ? 'yes' : 'no';
  if (typeof cell === 'string') return escapeFormulas(cell);
  return form === 'comma' ? String(cell).replace('.', ',') : String(cell);
}
