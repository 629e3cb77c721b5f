/** The texts that a bakery must or may give its customers. */
export const legalTexts = ['imprint', 'privacy', 'terms'] as const;
export type LegalText = (typeof legalTexts)[number];
