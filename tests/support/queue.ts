/** Bodies of the messages in this test file's own queue. */
export function queuedMessages(queue = 'orders'): Promise<unknown[]> {
  const { peekQueue } = globalThis as { peekQueue?: (name: string) => readonly string[] };
  if (!peekQueue) throw new Error('There is no SQS server for this test file.');
  return Promise.resolve(peekQueue(queue).map((body) => JSON.parse(body) as unknown));
}
