/** The languages the pages are written in (ISO 639). */
export const languages = ['en', 'de'] as const;
export type Language = (typeof languages)[number];

/**
 * What is wrong with a locale of the bakery; null when it will do. "en-IN" is English with the
 * customs of India.
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
