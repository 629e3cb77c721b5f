import { withoutOrderToken } from '../../../shared/domain/order-number.ts';
import { element } from '../../components/element.ts';
import { words } from './words.ts';

/** Typing is over when nothing has been typed for so long. */
const pauseMs = 250;

/** @param onSearch called with what to look for; '' when nobody searches any more */
export function createSearchField(onSearch: (wanted: string) => void): HTMLInputElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const input = element('input', {
    type: 'search',
    className: 'search',
    placeholder: words.search,
    ariaLabel: words.search,
    // A receipt's code is longer than what is searched for.
    maxLength: 500,
    autocomplete: 'off',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => onSearch(toSearch(input.value)), pauseMs);
    },
  });
  return input;
}

/** What the API takes. */
function toSearch(typed: string): string {
  return withoutOrderToken(typed.trim()).slice(0, 100).trim();
}
