/** How this bakery writes money and time. */
export const bakerySettings = { locale: 'en-IN', currency: 'INR' } as const;
