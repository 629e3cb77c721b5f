import type { Store } from '../../components/store.ts';
import { createSaver } from '../number-cells.ts';
import { askAsStaff } from '../staff-api.ts';
import {
  type Cell,
  type CellChange,
  keyOf,
  numberOf,
  parts,
  type PlanState,
  readCell,
  type RowDay,
  withSaved,
} from './plan-state.ts';

/** Saves the cells of the plan. @param refresh called after the last one */
export function createPlanSaver(store: Store<PlanState>, refresh: () => Promise<void>) {
  const saver = createSaver<CellChange>(
    store,
    {
      saved: (key) => {
        const found = findPart(store.state, key);
        return found && numberOf(found.cell, found.part);
      },
      field: (key) => findPart(store.state, key)?.part ?? '',
      read: (key, typed, seen) => {
        const found = findPart(store.state, key);
        return found && readCell(found.cell, found.part, typed, seen);
      },
      send,
      show: (change) => {
        const { rows } = store.state;
        if (rows) store.change({ rows: withSaved(rows, change.cell, toSavedDay(change)) });
      },
    },
    refresh,
  );
  return {
    ...saver,
    /** Lets a day follow its weekday. */
    reset: (key: string) => {
      saver.type(key, '');
      saver.commit(key);
    },
  };
}

/** The cell and its part that a key identifies. */
function findPart(state: PlanState, key: string) {
  for (const cell of cellsOf(state)) {
    const part = parts.find((one) => keyOf(cell, one) === key);
    if (part) return { cell, part };
  }
  return undefined;
}

function cellsOf({ rows }: PlanState): Cell[] {
  return (rows ?? []).flatMap((row) => row.days.map((day) => ({ row, day })));
}

function send({ cell: { row, day }, own, expected }: CellChange) {
  const { date } = day;
  const params = { id: row.id, date };
  if (row.kind === 'pool') {
    return askAsStaff('PUT /staff/pools/{id}/capacity/{date}', {
      params,
      body: { units: own?.units ?? null, expected: { units: expected.units ?? 0 } },
    });
  }
  return own === null
    ? askAsStaff('PUT /staff/plan', {
        body: { entries: [{ product_id: row.id, date, units: null, reserve: 0, expected }] },
      })
    : askAsStaff('PUT /staff/products/{id}/plan/{date}', { params, body: { ...own, expected } });
}

function toSavedDay({ cell: { day }, own }: CellChange): Partial<RowDay> {
  return own === null ? { ...day.usual, isOwn: false } : { ...own, isOwn: true };
}
