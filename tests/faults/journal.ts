import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs';
import * as z from 'zod/mini';

const line = z.strictObject({
  product_id: z.int(),
  quantity: z.int(),
});
export type JournalLine = z.infer<typeof line>;

/**
 * The driver's requests and responses in order. `key` is the order's Idempotency-Key, and is written in the note of
 * its first line, so that an order names its request even if the key column is wrong.
 */
const entry = z.discriminatedUnion('kind', [
  /** The order is about to be sent, for the `attempt`th time. */
  z.strictObject({
    kind: z.literal('order'),
    key: z.string(),
    attempt: z.int(),
    lines: z.array(line),
    /** The chosen slot. */
    pickup_at: z.optional(z.iso.datetime()),
  }),
  /** The response; a refusal has no number and no token. */
  z.strictObject({
    kind: z.literal('answer'),
    key: z.string(),
    status: z.int(),
    order_id: z.optional(z.int()),
    token: z.optional(z.string()),
  }),
  /** The result is unknown: no response, or a broken one. */
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

/** All entries; a truncated last line counts as not written. */
export function readJournal(path: string): JournalEntry[] {
  const lines = readFileSync(path, 'utf8').split('\n');
  lines.pop();
  return lines.map((text) => entry.parse(JSON.parse(text)));
}
