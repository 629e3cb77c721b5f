/** A week of a bakery on the embedded stack. */
import { useSharedStack } from '../support/shared-stack.ts';
import { tellWeekStory } from '../support/week-story.ts';

const { stack, browser, database } = await useSharedStack();

test('a week is planned, sold out, changed, raced for, baked, handed over and closed', async () => {
  await tellWeekStory({
    ...stack,
    browser,
    query: async (text) => (await database.query<object>(text)).rows,
  });
}, 240_000);
