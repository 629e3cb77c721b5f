import type { BakeryResponse } from '../../shared/contract/settings.ts';
import type { SpecialDay } from '../../shared/domain/pickup.ts';
import { bakery } from './bakery.ts';
import { commonWords } from './words.ts';
import { addDays, formatSpans, today } from './wording.ts';

/** The special days from today on. @param days how far ahead */
export function comingSpecialDays({ special_days }: BakeryResponse, days: number) {
  return special_days.filter(({ date }) => date >= today() && date <= addDays(today(), days));
}

/** The special day on a date, "2026-12-24". */
export function findSpecialDay(on: string) {
  return bakery.special_days.find(({ date }) => date === on);
}

/** "7:00 – 12:00, Christmas Eve" or "closed (Christmas Day)". */
export function describeSpecialDay({ message, hours }: SpecialDay): string {
  return hours.length === 0
    ? commonWords.closedBecause(message)
    : commonWords.hoursBecause(formatSpans(hours), message);
}
