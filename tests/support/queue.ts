/** Bodies of the messages that wait in this test file's own queue. */
export async function queuedMessages(queue = 'orders'): Promise<unknown[]> {
  const endpoint = process.env['AWS_ENDPOINT_URL_SQS'] ?? '';
  const answer = await fetch(`${endpoint}/_fauxqs/queues/${queue}`);
  const { messages } = (await answer.json()) as {
    messages: { ready: { body: string }[]; delayed: { body: string }[] };
  };
  return [...messages.ready, ...messages.delayed].map(({ body }) => JSON.parse(body) as unknown);
}
