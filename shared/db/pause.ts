import type { Pause } from '../contract/pause.ts';
import type { Queryable } from './database.ts';

export interface PauseRow {
  readonly paused_until: Date | null;
  readonly pause_message: string;
}

/** The pause at a moment; null when there is none. */
export function toPause({ paused_until: until, pause_message }: PauseRow, now: Date): Pause | null {
  if (until === null || until <= now) return null;
  return { until: until.toISOString(), message: pause_message };
}

export async function findPause(db: Queryable, now: Date): Promise<Pause | null> {
  const [row] = await db.query<PauseRow>({
    name: 'find-pause',
    text: 'select paused_until, pause_message from settings',
  });
  return row ? toPause(row, now) : null;
}

/** @param until null ends the pause */
export async function writePause(
  db: Queryable,
  until: Date | null,
  message: string,
): Promise<void> {
  await db.query(
    {
      name: 'write-pause',
      text: 'update settings set paused_until = $1, pause_message = $2',
    },
    [until, message],
  );
}
