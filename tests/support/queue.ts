/** Bodies of the messages that wait in this test file's own queue, as its server has them. */
export function queuedMessages(queue = 'orders'): Promise<unknown[]> {
  const { peekQueue } = globalThis as { peekQueue?: (name: string) => readonly string[] };
  if (!peekQueue) throw new Error('There is no SQS server for this test file.');
  return Promise.resolve(peekQueue(queue).map((body) => JSON.parse(body) as unknown));
}
