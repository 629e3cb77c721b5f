/**
 * Puts the words into the page as it was delivered: `data-words` names an element's text,
 * `data-label` what it is called by those who do not see it.
 * @throws when the page names words that there are not
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
  // Only now base.css shows what is to hold them, so that nothing moves.
  document.documentElement.dataset['words'] = 'filled-in';
}
