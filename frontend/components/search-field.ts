import { type EventAt, html, live, withValue } from './html.ts';

/** A search field. A new search replaces the last one. @param label shown while it is empty @param onKeydown hears its keys */
export function searchField(
  label: string,
  text: string,
  onSearch: (text: string) => void,
  onKeydown?: (event: KeyboardEvent) => void,
) {
  return html`<input
    type="search"
    class="search"
    placeholder=${label}
    aria-label=${label}
    autocomplete="off"
    .value=${live(text)}
    @focus=${selectText}
    @input=${withValue(onSearch)}
    @keydown=${onKeydown}
  />`;
}

function selectText({ currentTarget }: EventAt<HTMLInputElement>) {
  currentTarget.select();
}
