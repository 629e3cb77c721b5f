import { type BakeryResponse, bakeryResponse } from '../../shared/contract/settings.ts';
import { api } from './api.ts';
import { recallValue, rememberValue } from './remembered.ts';
import { growingIntervals, wait } from './waiting.ts';

const key = 'bakery.bakery';

const remembered = recall();

/**
 * The bakery's public settings. Every module of a page waits for these settings. A returning visitor gets the
 * stored settings at once, and newer ones as soon as the API has answered. The language and the time zone of a page
 * stay as they are until the next visit.
 */
export let bakery: BakeryResponse = remembered ?? (await fetchBakery());

const listeners: (() => void)[] = [];

if (remembered) void replaceWhenOutdated(remembered);

/** Calls the listener after the settings have changed. */
export function whenBakeryChanges(listener: () => void): void {
  listeners.push(listener);
}

/** The next page loads the settings instead of using the stored ones. */
export function forgetBakery(): void {
  rememberValue(key, null);
}

async function fetchBakery(): Promise<BakeryResponse> {
  for (const ms of growingIntervals(1_000, 15_000)) {
    const answer = await api('GET /bakery');
    if (answer.kind === 'accepted') {
      rememberValue(key, answer.body);
      return answer.body;
    }
    // Shows the static "cannot reach the bakery" notice.
    document.documentElement.dataset['bakery'] = 'unreachable';
    await wait(ms);
  }
  throw new Error('The intervals have no end.');
}

async function replaceWhenOutdated(shown: BakeryResponse) {
  const answer = await api('GET /bakery');
  if (answer.kind !== 'accepted') return;
  rememberValue(key, answer.body);
  if (JSON.stringify(answer.body) === JSON.stringify(shown)) return;
  bakery = answer.body;
  for (const listener of listeners) listener();
}

/** Undefined when there is none, or one of an earlier version that lacks a field. */
function recall(): BakeryResponse | undefined {
  return bakeryResponse.safeParse(recallValue(key)).data;
}
