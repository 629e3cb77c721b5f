import type { Store } from '../../components/store.ts';
import { createSaver } from '../number-cells.ts';
import { askAsStaff } from '../staff-api.ts';
import {
  type Cell,
  type CellChange,
  keyOf,
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
      read: (key, typed) => {
        for (const cell of cellsOf(store.state)) {
          const part = parts.find((one) => keyOf(cell, one) === key);
          if (part) return readCell(cell, part, typed);
        }
        return undefined;
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

function cellsOf({ rows }: PlanState): Cell[] {
  return (rows ?? []).flatMap((row) => row.days.map((day) => ({ row, day })));
}

function send({ cell: { row, day }, own }: CellChange) {
  const params = { id: row.id, date: day.date };
  const isPool = row.kind === 'pool';
  if (own === null) {
    return isPool
      ? askAsStaff('DELETE /staff/pools/{id}/capacity/{date}', { params })
      : askAsStaff('DELETE /staff/products/{id}/plan/{date}', { params });
  }
  const { units } = own;
  return isPool
    ? askAsStaff('PUT /staff/pools/{id}/capacity/{date}', { params, body: { units } })
    : askAsStaff('PUT /staff/products/{id}/plan/{date}', { params, body: own });
}

/** The number of the weekday is known after the next load. */
function toSavedDay({ own }: CellChange): Partial<RowDay> {
  return own === null ? { units: null, reserve: 0, isOwn: false } : { ...own, isOwn: true };
}
