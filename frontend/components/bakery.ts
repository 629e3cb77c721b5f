import type { BakeryResponse } from '../../shared/contract/settings.ts';
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

/** Asks for newer settings. */
export function refreshBakery(): Promise<void> {
  return replaceWhenOutdated(bakery);
}

async function replaceWhenOutdated(shown: BakeryResponse) {
  const answer = await api('GET /bakery');
  if (answer.kind !== 'accepted') return;
  rememberValue(key, answer.body);
  if (JSON.stringify(answer.body) === JSON.stringify(shown)) return;
  bakery = answer.body;
  for (const listener of listeners) listener();
}

/** Undefined when nothing is stored, or when an earlier version has stored too little. */
function recall(): BakeryResponse | undefined {
  const value = recallValue(key);
  return typeof value === 'object' && value !== null && isComplete(value) ? value : undefined;
}

/** The contract's schema would be a tenth of the shop's script. */
function isComplete(value: object): value is BakeryResponse {
  const fields: Record<keyof BakeryResponse, true> = {
    name: true,
    address: true,
    phone: true,
    email: true,
    logo: true,
    texts: true,
    locale: true,
    currency: true,
    time_zone: true,
    opening_hours: true,
    slot_minutes: true,
    cut_off: true,
    cut_off_days: true,
    days_ahead: true,
    few_left: true,
    special_days: true,
    closures: true,
    pause: true,
    is_demo: true,
    public_url: true,
  };
  return Object.keys(fields).every((field) => field in value);
}
