export type DecimalMark = '.' | ',';

export interface NumberForm {
  readonly mark: DecimalMark;
  /** Whether some number can be read in both forms and none tells the form: "1,200". */
  readonly isGuessed: boolean;
}

/** Currency signs and codes around an amount: "£4,250.00", "1.234,50 €", "CHF 5", "30 kr". */
const currency =
  /^(?:\p{Sc}|[A-Z]{2,3}\$?|Rs\.?|Fr\.?|kr\.?)\s*|\s*(?:\p{Sc}|[A-Z]{3}|Fr\.?|kr\.?)$/gu;

/** Spaces and apostrophes only separate thousands. */
function toDigits(cell: string): string {
  return cell
    .trim()
    .replace(/^'(?=[-+\d])/, '')
    .replace(/^(-?)(.*)$/s, (_, sign: string, rest: string) => sign + rest.replaceAll(currency, ''))
    .replaceAll(/(?<=\d)[\s'’](?=\d{3})/gu, '');
}

/**
 * The decimal mark of all numbers of a file. A single cell cannot tell: "1,200" is a thousand and two hundred, or a little
 * more than one.
 * @param usual the mark when no number tells
 */
export function findNumberForm(cells: Iterable<string>, usual: DecimalMark): NumberForm {
  const found = { '.': 0, ',': 0, either: 0 };
  for (const cell of cells) found[markIn(toDigits(cell)) ?? 'either']++;
  const isTold = found['.'] !== found[','];
  if (isTold) return { mark: found['.'] > found[','] ? '.' : ',', isGuessed: false };
  return {
    mark: usual,
    isGuessed: [...cells].some((cell) => /^-?\d{1,3}[.,]\d{3}$/.test(toDigits(cell))),
  };
}

/** @returns undefined when the number can be read in both forms */
function markIn(digits: string): DecimalMark | undefined {
  const [, last = '', after = ''] = /^-?\d[\d.,]*?([.,])(\d+)$/.exec(digits) ?? [];
  if (last !== '.' && last !== ',') return undefined;
  const other = last === '.' ? ',' : '.';
  const head = digits.slice(0, -after.length - 1);
  if (head.includes(other)) return last;
  if (head.includes(last)) return other;
  return after.length === 3 && !/^-?0$/.test(head) ? undefined : last;
}

/** The number in a cell, in the file's form; undefined when the cell has no number in this form. */
export function parseNumber(cell: string, mark: DecimalMark): number | undefined {
  const digits = toDigits(cell);
  const thousands = mark === '.' ? ',' : '\\.';
  const pattern = new RegExp(`^-?(?:\\d{1,3}(?:${thousands}\\d{3})+|\\d+)(?:\\${mark}\\d+)?$`);
  if (!pattern.test(digits)) return undefined;
  const plain =
    mark === '.' ? digits.replaceAll(',', '') : digits.replaceAll('.', '').replace(',', '.');
  return Number(plain);
}
