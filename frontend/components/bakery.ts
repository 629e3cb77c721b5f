import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { api } from './api.ts';
import { recallValue, rememberValue } from './remembered.ts';
import { growingIntervals, wait } from './waiting.ts';

const key = 'bakery.bakery';

const remembered = recall();

/**
 * The bakery's public settings. Every module of a page waits for these settings. A returning visitor gets the
 * stored settings at once.
 */
export const bakery: BakeryResponse = remembered ?? (await fetchBakery());

if (remembered) void replaceWhenOutdated(remembered);

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

/** Reloads the page when the stored settings turn out to be old, for example the currency. */
async function replaceWhenOutdated(shown: BakeryResponse) {
  const answer = await api('GET /bakery');
  if (answer.kind !== 'accepted' || isSame(answer.body, shown)) return;
  rememberValue(key, answer.body);
  // Without storage the page would reload forever.
  if (isSame(recall(), answer.body)) location.reload();
}

function isSame(one: BakeryResponse | undefined, other: BakeryResponse): boolean {
  return JSON.stringify(one) === JSON.stringify(other);
}

function recall(): BakeryResponse | undefined {
  const value = recallValue(key);
  if (typeof value !== 'object' || value === null) return undefined;
  return isBakery(value) ? value : undefined;
}

/** Stored data may come from an earlier version. */
function isBakery(value: object): value is BakeryResponse {
  const texts = ['name', 'locale', 'currency', 'time_zone', 'cut_off', 'public_url'];
  const has = (name: string) => typeof (value as Record<string, unknown>)[name] === 'string';
  return texts.every(has) && 'opening_hours' in value && 'closures' in value;
}
