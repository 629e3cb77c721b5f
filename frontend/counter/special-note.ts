import { html, nothing } from '../components/html.ts';
import { formatSpans } from '../components/wording.ts';
import { words } from './words.ts';

interface SpecialDay {
  readonly message: string;
  /** Empty for a closed day. */
  readonly hours: readonly { readonly from: string; readonly to: string }[];
}

/** "Fair: closed" or "Fair: 9:00 – 12:00". */
export function describeSpecial({ message, hours }: SpecialDay): string {
  return `${message}: ${hours.length === 0 ? words.closed : formatSpans(hours)}`;
}

export function specialNote(special: SpecialDay | null) {
  return special === null ? nothing : html`<p class="notice">${describeSpecial(special)}</p>`;
}

/** "closed" or "other hours"; '' for a usual day. */
export function shortNote(day: {
  readonly is_open: boolean;
  readonly special_day: SpecialDay | null;
}) {
  if (!day.is_open) return words.closed;
  return day.special_day === null ? '' : words.otherHours;
}
