/** Replaces the hyphen that most locales write before a negative number. @param text a formatted number */
export function withMinusSign(text: string): string {
  return text.replace('-', '\u2212');
}
