import { setImmediate } from 'node:timers/promises';

/**
 * Lets those share one answer who ask the same question while others are being answered. It is looked
 * for after the last of them has asked, so nobody's is older than the question. Questions that differ
 * know nothing of each other.
 * @param ask its answer must be good for everybody, and for any number of them
 */
export function share<Question, Answer>(
  ask: (question: Question) => Promise<Answer>,
): (question: Question) => Promise<Answer> {
  /** Too old for whoever asks now. */
  const underWay = new Map<string, Promise<Answer>>();
  const next = new Map<string, Promise<Answer>>();

  async function askNext(key: string, question: Question): Promise<Answer> {
    await underWay.get(key)?.catch(() => undefined);
    // All who ask in this turn of the event loop.
    await setImmediate();
    next.delete(key);
    const answer = ask(question);
    underWay.set(key, answer);
    return answer.finally(() => underWay.delete(key));
  }

  return (question) => {
    const key = JSON.stringify(question);
    const answer = next.get(key) ?? askNext(key, question);
    next.set(key, answer);
    return answer;
  };
}
