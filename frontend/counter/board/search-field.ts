import { withoutOrderToken } from '../../../shared/domain/order-number.ts';
import { element } from '../../components/element.ts';
import { words } from './words.ts';

/** Searches after this pause in typing. */
const pauseMs = 250;

/** @param onSearch called with the search text; '' ends the search */
export function createSearchField(onSearch: (wanted: string) => void): HTMLInputElement {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const input = element('input', {
    type: 'search',
    className: 'search',
    placeholder: words.search,
    ariaLabel: words.search,
    // A scanned receipt code is longer than a search text.
    maxLength: 500,
    autocomplete: 'off',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => onSearch(toSearch(input.value)), pauseMs);
    },
  });
  return input;
}

/** Removes an order's token, and shortens the text to the API's limit of 100 characters. */
function toSearch(typed: string): string {
  return withoutOrderToken(typed.trim()).slice(0, 100).trim();
}
