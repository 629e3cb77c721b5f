/** The most frequent requests: the products, and the status of an order. */
import { type Bench, interleave, type Outcome, round1, type Scenario } from '../bench.ts';
import { repeatRequest } from '../closed-loop.ts';
import type { Contestant } from '../contestant.ts';

export const reads: Scenario = {
  name: 'reads',
  rounds: { usual: 9, quick: 2 },
  run(bench) {
    // The lean host has one route only, and Flask in tutorial style closes each connection.
    const able = bench.contestants.filter(({ name }) => name !== 'lean' && name !== 'flask');
    return interleave(bench, 'reads', able, (name) => {
      const contestant = able.find((one) => one.name === name);
      if (!contestant) throw new Error(`There is no contestant ${name}.`);
      return measure(contestant, bench);
    });
  },
};

/** A request, and its expected status. */
interface Question {
  readonly url: string;
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
}

async function measure({ url }: Contestant, { isQuick }: Bench): Promise<Outcome> {
  const products = url.replace(/order$/, 'products');
  const etag = (await fetch(products)).headers.get('etag');
  const questions: Readonly<Record<string, Question>> = {
    products_per_second: { url: products, status: 200 },
    order_per_second: { url: `${url}/${await placeOne(url)}`, status: 200 },
    ...(etag !== null && {
      known_per_second: { url: products, status: 304, headers: { 'if-none-match': etag } },
    }),
  };
  const figures: Record<string, number> = {};
  const wrong: string[] = [];
  for (const [figure, question] of Object.entries(questions)) {
    await repeatRequest(question.url, 1, question.headers);
    const rates = await repeatRequest(question.url, isQuick ? 2 : 5, question.headers);
    figures[figure] = round1(rates.get(question.status) ?? 0);
    const statuses = [...rates.keys()];
    if (statuses.join() !== String(question.status)) wrong.push(`${figure}: ${statuses.join()}`);
  }
  return { ...(wrong.length > 0 && { void: wrong.join('; ') }), figures };
}

async function placeOne(url: string): Promise<number> {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ product_id: 1, quantity: 1 }),
  });
  return ((await response.json()) as { order_id: number }).order_id;
}
