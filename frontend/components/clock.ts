import { recallValue, rememberValue } from './remembered.ts';

/** Answers are on their way for a while, and the server tells whole seconds. */
const toleranceMs = 120_000;

const key = 'bakery.clock-ahead';

/** How far the device's clock was ahead the last time, until the server has told the time. */
let rememberedAhead = toNumber(recallValue(key));

/** What the server's clock said, and what the browser's stopwatch said then. */
interface Reading {
  readonly time: number;
  readonly stopwatch: number;
}

let latest: Reading | undefined;
/** The one that leads to the latest time: others were longer on their way. */
let quickest: Reading | undefined;

const listeners: (() => void)[] = [];

/**
 * Milliseconds since 1970: by the device's clock or, when it is wrong, by the server's. What a page
 * calls "now", "today" or "over" goes by this.
 */
export function now(): number {
  return isClockWrong() ? Date.now() - aheadMs(latest) : Date.now();
}

/** Whether the device's clock is minutes away from the server's, by all that is known of that. */
export function isClockWrong(): boolean {
  // A device that slept while an answer was on its way reads an old date.
  return [latest, quickest].every((reading) => Math.abs(aheadMs(reading)) > toleranceMs);
}

/** Calls the listener now and whenever the answer of `isClockWrong` may have changed. */
export function whenClockIsCompared(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** @param date an answer's header, "Sun, 29 Nov 2026 06:30:00 GMT"; null when it has none */
export function compareClocks(date: string | null): void {
  const time = Date.parse(date ?? '');
  if (Number.isNaN(time)) return;
  latest = { time, stopwatch: performance.now() };
  if (quickest === undefined || time > serverTime(quickest)) quickest = latest;
  remember(isClockWrong() ? aheadMs(latest) : 0);
  for (const listener of listeners) listener();
}

function aheadMs(reading: Reading | undefined): number {
  return reading ? Date.now() - serverTime(reading) : rememberedAhead;
}

function remember(ahead: number) {
  if (Math.abs(ahead - rememberedAhead) <= toleranceMs) return;
  rememberedAhead = ahead;
  rememberValue(key, ahead);
}

function toNumber(value: unknown): number {
  return typeof value === 'number' ? value : 0;
}

/** The stopwatch runs on whatever is done to the device's clock. */
function serverTime({ time, stopwatch }: Reading): number {
  return time + performance.now() - stopwatch;
}
