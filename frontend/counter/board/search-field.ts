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
    maxLength: 100,
    autocomplete: 'off',
    oninput: () => {
      clearTimeout(timer);
      timer = setTimeout(() => onSearch(withoutOrderToken(input.value.trim())), pauseMs);
    },
  });
  return input;
}
