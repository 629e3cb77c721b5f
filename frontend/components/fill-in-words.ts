/**
 * Fills the words into the static page: `data-words` sets an element's text, `data-label` its
 * accessible name.
 * @throws when a name is not in the words
 */
export function fillInWords(words: Readonly<Record<string, unknown>>): void {
  const textOf = (name: string) => {
    const text = words[name];
    if (typeof text !== 'string') throw new Error(`The page needs words for ${name}.`);
    return text;
  };
  for (const element of document.querySelectorAll<HTMLElement>('[data-words]')) {
    element.textContent = textOf(element.dataset['words'] ?? '');
  }
  for (const element of document.querySelectorAll<HTMLElement>('[data-label]')) {
    element.ariaLabel = textOf(element.dataset['label'] ?? '');
  }
  // base.css hides these elements until now, which avoids a layout shift.
  document.documentElement.dataset['words'] = 'filled-in';
}
