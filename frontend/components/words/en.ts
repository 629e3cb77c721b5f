/** Words that the shop and the counter share. */
export const words = {
  language: 'Language',
  offline: 'You are offline.',
  tryAgain: 'Try again',
  unreachable: 'The bakery does not answer.',
  /** Statuses of an order, and what they mean to whoever waits for it. */
  status: {
    Pending: 'Pending',
    Processing: 'Processing',
    Completed: 'Completed',
    Rejected: 'Rejected',
    Cancelled: 'Cancelled',
    Unknown: 'Unknown',
  },
  meaning: {
    Pending: 'We have it, and are checking that everything is there.',
    Processing: 'Accepted. We are baking it for you, and tell you here when it is ready.',
    Completed: 'Packed and ready to collect.',
    Cancelled: 'It was cancelled. Nothing will be baked or packed.',
    Unknown: 'The bakery does not know this order. Please ask us about it.',
  },
  collected: 'Collected',
  collectedMeaning: 'You have it. Enjoy it!',
  rejected: (reason: string | null) =>
    `We could not take it${reason === null ? '' : `: ${reason}`}. Nothing was packed.`,
  /** Why something was refused, by the API's own word for it. */
  reasons: {
    'sold out': 'sold out',
    'closed day': 'closed on that day',
    'in the past': 'over already',
    'too far ahead': 'too far ahead',
    'lead time': 'needs more time',
    'cut-off passed': 'too late for this day',
    'slot full': 'full',
    'fully booked': 'ovens fully booked',
    'no longer sold': 'not sold any more',
  } as Readonly<Record<string, string>>,
  allergens: {
    gluten: 'gluten',
    crustaceans: 'crustaceans',
    eggs: 'eggs',
    fish: 'fish',
    peanuts: 'peanuts',
    soybeans: 'soybeans',
    milk: 'milk',
    nuts: 'nuts',
    celery: 'celery',
    mustard: 'mustard',
    sesame: 'sesame',
    sulphites: 'sulphites',
    lupin: 'lupin',
    molluscs: 'molluscs',
  },
};

export type CommonWords = typeof words;
