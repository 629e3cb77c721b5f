import { formatNumber, plural } from '../../components/wording.ts';
import type { PasswordFault } from '../../../shared/domain/new-password.ts';

export const words = {
  counter: 'Counter',
  skip: 'Skip to content',
  views: 'Views',
  demo: 'Demo with public passwords. Set DEMO=off for a real bakery.',
  /** The link to the counter's first view. */
  start: (bakery: string) => `${bakery}: start page`,
  account: (name: string) => `Account of ${name}`,
  signedInAs: (name: string) => `Signed in as ${name}`,
  signedInWith: (name: string, role: string) => `Signed in as ${name} (${role})`,
  more: 'More',
  demoTitle: 'Demo',
  closeDemo: 'Close the note about the demo',
  order: 'Order',
  signOut: 'Sign out',
  stillSignedIn: (why: string) => `You are still signed in. ${why}`,
  roles: { baker: 'baker', manager: 'manager' },
  overview: 'Overview',
  board: 'Orders',
  newOrder: 'New order',
  bakeSheet: 'Bake sheet',
  stock: 'Stock',
  plan: 'Plan',
  pools: 'Pools',
  options: 'Options',
  catalogue: 'Products',
  needsAttention: 'Needs attention',
  viewFailed: 'This page could not be loaded',
  viewFailedText: 'Check the connection, then reload.',
  reload: 'Reload',
  unsaved: 'Leave without saving?',
  unsavedText: 'Your changes here are not saved yet.',
  leave: 'Leave without saving',
  stay: 'Stay here',
  closed: 'closed',
  otherHours: 'other hours',
  saving: 'Saving …',
  allSaved: 'All saved',
  numbersNotSaved: (count: number) =>
    plural(count, {
      one: `${formatNumber(count)} number is not saved`,
      other: `${formatNumber(count)} numbers are not saved`,
    }),
  tryAgain: 'Try again',
  savedElsewhere: (units: number | null) =>
    units === null
      ? 'Another device has emptied this field. Empty it to keep that, or save your number with “Try again”.'
      : `Another device has saved ${formatNumber(units)}. Enter that to keep it, or save your number with “Try again”.`,
  notSaved: 'Not saved',
  noAnswer: 'The bakery’s server does not answer. Try again in a moment.',
  tooMany: 'Too many attempts. Wait a few minutes, then try again.',
  unknownCode: 'This code is not from an order of this bakery.',
  scanLater: 'Answer the question first, then scan again.',
  ownPassword: 'Change your password',
  searchProducts: 'Search products',
  category: 'Category',
  allCategories: 'All categories',
  otherProducts: 'Without a category',
  settings: 'Settings',
  dashboard: 'Reports',
  accounts: 'Staff',
  /** Faults of a new password, by the API's message. */
  passwordFaults: {
    'Too few different characters': 'Use at least 5 different characters.',
    'Too easy to guess':
      'Too easy to guess: a name, a sequence or a repetition. Use a few unrelated words.',
    'Too common': 'Too common: attackers try it first. Use a few unrelated words.',
  } satisfies Record<PasswordFault, string>,
};

export type CounterWords = typeof words;
