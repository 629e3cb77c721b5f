import { showToast } from '../../components/toast.ts';
import { explainFailure } from '../explain-failure.ts';
import { askAsStaff } from '../staff-api.ts';
import { words } from './words.ts';

/**
 * Undoes a movement and says the result.
 * @param movement its number; null for a count without a difference, which needs no undo
 * @param refresh fetches the stock again
 */
export async function undoMovement(
  { id, name }: { readonly id: number; readonly name: string },
  movement: number | null,
  refresh: () => Promise<unknown>,
): Promise<void> {
  if (movement === null) return;
  const answer = await askAsStaff('POST /staff/products/{id}/stock-movements/{movement_id}/undo', {
    params: { id, movement_id: movement },
  });
  if (answer.kind === 'accepted') showToast(words.undone(name, answer.body.stock));
  else showToast(words.notUndone(explainFailure(answer)));
  await refresh();
}
