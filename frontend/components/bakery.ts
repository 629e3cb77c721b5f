import type { BakeryResponse } from '../../shared/contract/settings.ts';
import { api } from './api.ts';
import { recallValue, rememberValue } from './remembered.ts';
import { growingIntervals, wait } from './waiting.ts';

const key = 'bakery.bakery';

const remembered = recall();

/**
 * What the bakery is called, how it writes, when it is open. Nothing can be shown without it, so the
 * modules of a page wait for it; who has been here before is shown what was true then at once.
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
    // The page as it was delivered says that the bakery is out of reach, in its own words.
    document.documentElement.dataset['bakery'] = 'unreachable';
    await wait(ms);
  }
  throw new Error('The intervals have no end.');
}

/** A page that has just been opened is opened anew when it turns out to show another currency, say. */
async function replaceWhenOutdated(shown: BakeryResponse) {
  const answer = await api('GET /bakery');
  if (answer.kind !== 'accepted' || isSame(answer.body, shown)) return;
  rememberValue(key, answer.body);
  // Where nothing can be remembered it would be opened anew for ever.
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

/** What is stored may be of an earlier version, or anybody's. */
function isBakery(value: object): value is BakeryResponse {
  const texts = ['name', 'locale', 'currency', 'time_zone', 'cut_off', 'public_url'];
  const has = (name: string) => typeof (value as Record<string, unknown>)[name] === 'string';
  return texts.every(has) && 'opening_hours' in value && 'closures' in value;
}
