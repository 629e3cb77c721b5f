import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

export interface RecordedMovement {
  /** The number of the product. */
  readonly id: number;
  readonly name: string;
  /** The number of the movement; null for a count without a difference, which needs no undo. */
  readonly movement: number | null;
}

/**
 * Undoes movements, and shows the result.
 * @param refresh fetches the stock again
 */
export async function undoMovements(
  movements: readonly RecordedMovement[],
  refresh: () => Promise<unknown>,
): Promise<void> {
  let done = '';
  for (const { id, name, movement } of movements) {
    if (movement === null) continue;
    const answer = await askAsStaff(
      'POST /staff/products/{id}/stock-movements/{movement_id}/undo',
      { params: { id, movement_id: movement } },
    );
    if (answer.kind !== 'accepted') {
      showToast(words.notUndone(name, explainFailure(answer)));
      await refresh();
      return;
    }
    done = words.undone(name, answer.body.stock);
  }
  showToast(movements.length === 1 ? done : words.undoneAll(movements.length));
  await refresh();
}
