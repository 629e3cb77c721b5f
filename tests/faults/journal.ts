import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as z from 'zod/mini';

const line = z.strictObject({
  product_id: z.int(),
  quantity: z.int(),
});
export type JournalLine = z.infer<typeof line>;

/**
 * What the load driver knows, as it came to know it. `key` is the order's Idempotency-Key and stands in
 * the note of its first line, so that an order tells whose it is, whatever became of the key.
 */
const entry = z.discriminatedUnion('kind', [
  /** Is about to be sent, for the `attempt`th time. */
  z.strictObject({
    kind: z.literal('order'),
    key: z.string(),
    attempt: z.int(),
    lines: z.array(line),
    /** The slot that was chosen. */
    pickup_at: z.optional(z.iso.datetime()),
  }),
  /** Came back; a refusal has no number, and no token that would open it. */
  z.strictObject({
    kind: z.literal('answer'),
    key: z.string(),
    status: z.int(),
    order_id: z.optional(z.int()),
    token: z.optional(z.string()),
  }),
  /** Nobody knows what became of it: no answer, or a broken one. */
  z.strictObject({ kind: z.literal('unknown'), key: z.string(), reason: z.string() }),
  z.strictObject({ kind: z.literal('cancel'), key: z.string(), order_id: z.int() }),
  z.strictObject({ kind: z.literal('cancelled'), key: z.string(), status: z.int() }),
]);
export type JournalEntry = z.infer<typeof entry>;

/** Appends entries, each of which is on the disk when `write` returns. */
export function openJournal(path: string) {
  const file = openSync(path, 'a');
  return {
    write(written: JournalEntry) {
      writeSync(file, `${JSON.stringify(written)}\n`);
      fsyncSync(file);
    },
    close: () => closeSync(file),
  };
}

/** All entries; a last line that was cut off counts as not written. */
export function readJournal(path: string): JournalEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop();
  return lines.map((text) => entry.parse(JSON.parse(text)));
}
