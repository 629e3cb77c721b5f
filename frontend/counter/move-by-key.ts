/** The keys of a table of number fields: Enter and the arrows go to another field, and Escape restores this one. */
export function moveByKey(revert: (key: string) => void) {
  return (event: KeyboardEvent & { readonly currentTarget: EventTarget | null }) => {
    const { target: field, currentTarget, key, shiftKey } = event;
    if (!(field instanceof HTMLInputElement) || !(currentTarget instanceof Element)) return;
    if (key === 'Escape') {
      revert(field.dataset['key'] ?? '');
      field.select();
      return;
    }
    const step = stepOf(field, key, shiftKey);
    if (step === undefined) return;
    event.preventDefault();
    const next = findField(currentTarget, field, step);
    if (next) next.focus();
    // The last field is saved where it is.
    else if (key === 'Enter') field.blur();
  };
}

interface Step {
  readonly rows: number;
  readonly columns: number;
}

function stepOf(field: HTMLInputElement, key: string, isShifted: boolean): Step | undefined {
  const { selectionStart, selectionEnd, value } = field;
  const isAllSelected = selectionStart === 0 && selectionEnd === value.length;
  const isAt = (position: number) => selectionStart === position && selectionEnd === position;
  switch (key) {
    case 'Enter':
      return { rows: isShifted ? -1 : 1, columns: 0 };
    case 'ArrowDown':
      return { rows: 1, columns: 0 };
    case 'ArrowUp':
      return { rows: -1, columns: 0 };
    case 'ArrowLeft':
      return isAllSelected || isAt(0) ? { rows: 0, columns: -1 } : undefined;
    case 'ArrowRight':
      return isAllSelected || isAt(value.length) ? { rows: 0, columns: 1 } : undefined;
    default:
      return undefined;
  }
}

function findField(
  table: Element,
  from: HTMLInputElement,
  { rows, columns }: Step,
): HTMLInputElement | undefined {
  const column = Number(from.dataset['column']);
  const fieldsOf = (place: Element, of: number) => [
    ...place.querySelectorAll<HTMLInputElement>(`input[data-column="${of}"]`),
  ];
  if (rows === 0) {
    const row = from.closest('tr');
    return row ? fieldsOf(row, column + columns)[0] : undefined;
  }
  const inColumn = fieldsOf(table, column);
  return inColumn[inColumn.indexOf(from) + rows];
}
