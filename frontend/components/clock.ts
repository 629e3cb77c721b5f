import { recallValue, rememberValue } from './remembered.ts';

/** Tolerance for network delay and for the server's whole seconds. */
const toleranceMs = 120_000;

const key = 'bakery.clock-ahead';

/** Offset of the device's clock on the last visit; used until the first answer of the server. */
let rememberedAhead = toNumber(recallValue(key));

/** The server's time, and the value of performance.now() at that moment. */
interface Reading {
  readonly time: number;
  readonly stopwatch: number;
}

let latest: Reading | undefined;
/** The reading with the latest server time: all other readings had a longer network delay. */
let quickest: Reading | undefined;

const listeners: (() => void)[] = [];

/**
 * Milliseconds since 1970 by the device's clock or, when that clock is wrong, by the server's clock. All
 * pages use this function for "now" and "today".
 */
export function now(): number {
  return isClockWrong() ? Date.now() - aheadMs(latest) : Date.now();
}

/** Whether the device's clock differs from the server's by minutes. */
export function isClockWrong(): boolean {
  // One reading is not enough: after a sleep the device may read a delayed answer with an old date.
  return [latest, quickest].every((reading) => Math.abs(aheadMs(reading)) > toleranceMs);
}

/** Calls the listener now and after every possible change of `isClockWrong`. */
export function whenClockIsCompared(listener: () => void): void {
  listeners.push(listener);
  listener();
}

/** @param date the answer's Date header, "Sun, 29 Nov 2026 06:30:00 GMT"; null without one */
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

/** performance.now() does not change when the device's clock is set. */
function serverTime({ time, stopwatch }: Reading): number {
  return time + performance.now() - stopwatch;
}
