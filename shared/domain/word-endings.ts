/** Characters of an ending, and of a searched word: more are not compared. */
const longestEnding = 30;

/** Endings of an order: a text of many long words is not found by its last words. */
const mostEndings = 1_000;

/**
 * The words with all their endings, "anna" as "anna", "nna", "na": the beginning of one of them is any
 * part of a word.
 * @param shortest characters of an ending; a shorter word counts as a whole
 */
export function toWordEndings(words: readonly string[], shortest: number): string[] {
  const endings = new Set<string>();
  for (const word of words) {
    const letters = Array.from(word);
    const last = Math.max(0, letters.length - shortest);
    for (let start = 0; start <= last && endings.size < mostEndings; start++) {
      endings.add(letters.slice(start, start + longestEnding).join(''));
    }
  }
  return [...endings];
}

/** A searched word as it is compared with endings. */
export function toSearchedBeginning(word: string): string {
  return Array.from(word).slice(0, longestEnding).join('');
}
