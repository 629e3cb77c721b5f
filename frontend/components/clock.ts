import { recallValue, rememberValue } from './remembered.ts';

/** Answers are on their way for a while, and the server tells whole seconds. */
const toleranceMs = 120_000;

const key = 'bakery.clock-ahead';

/** How far the device's clock was ahead the last time, until the server has told the time. */
let rememberedAhead = toNumber(recallValue(key));

/** What the server's clock said, and what the browser's stopwatch said then. */
let told: { readonly time: number; readonly stopwatch: number } | undefined;

const listeners: (() => void)[] = [];

/**
 * Milliseconds since 1970: by the device's clock or, when it is wrong, by the server's. What a page
 * calls "now", "today" or "over" goes by this.
 */
export function now(): number {
  return isClockWrong() ? Date.now() - aheadMs() : Date.now();
}

/** Whether the device's clock is minutes away from the server's. */
export function isClockWrong(): boolean {
  return Math.abs(aheadMs()) > toleranceMs;
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
  // An answer that was slow is older than what is known already.
  if (told === undefined || time > serverTime(told)) told = { time, stopwatch: performance.now() };
  remember(isClockWrong() ? aheadMs() : 0);
  for (const listener of listeners) listener();
}

function aheadMs(): number {
  return told ? Date.now() - serverTime(told) : rememberedAhead;
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
function serverTime({ time, stopwatch }: NonNullable<typeof told>): number {
  return time + performance.now() - stopwatch;
}
