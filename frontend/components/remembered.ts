/** What was stored in this browser under the key; null when there is nothing that makes sense. */
export function recallValue(key: string): unknown {
  try {
    return JSON.parse(localStorage.getItem(key) ?? 'null');
  } catch {
    return null;
  }
}

export function rememberValue(key: string, value: unknown): void {
  try {
    localStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Blocked or full. The page works all the same; it only forgets when it is left.
  }
}
