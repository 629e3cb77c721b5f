/** Customers that arrive at a steady rate, even while earlier customers wait. */
import { Agent } from 'node:http';
import { setTimeout } from 'node:timers/promises';
import { now, placeOne, type Sent } from './place-one.ts';
import { plain } from './workload.ts';

/** Places orders at a steady rate for a duration. */
export async function placeSteadily(
  url: string,
  perSecond: number,
  seconds: number,
  { bodyOf } = plain,
): Promise<Sent[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 256 });
  const startAt = now() + 50;
  const sent: Promise<Sent>[] = [];
  const count = Math.round(perSecond * seconds);
  while (sent.length < count) {
    const due = Math.min(count, Math.floor(((now() - startAt) * perSecond) / 1_000) + 1);
    while (sent.length < due) {
      const dueAt = startAt + (1_000 * sent.length) / perSecond;
      sent.push(placeOne(url, agent, bodyOf(sent.length), dueAt));
    }
    await setTimeout(1);
  }
  const all = await Promise.all(sent);
  agent.destroy();
  return all;
}
