/** The languages the pages are written in (ISO 639). */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/**
 * The fault of a locale for the bakery; null when there is none. "en-IN" is English with the number
 * and date formats of India.
 */
export function findFaultInLocale(locale: string): string | null {
  const canonical = toCanonical(locale);
  if (canonical !== locale) {
    return canonical === null
      ? 'A locale is written like en-IN or de-DE'
      : `Write this locale as ${canonical}`;
  }
  const { language } = new Intl.Locale(locale);
  if (!languages.some((known) => known === language)) {
    return `The pages are written in: ${languages.join(', ')}`;
  }
  return null;
}

function toCanonical(locale: string): string | null {
  try {
    return Intl.getCanonicalLocales(locale)[0] ?? null;
  } catch {
    return null;
  }
}
