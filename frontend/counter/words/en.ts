import type { PasswordFault } from '../../../shared/domain/new-password.ts';

export const words = {
  counter: 'Counter',
  skip: 'Skip to what is shown',
  rooms: 'Views',
  demo: 'This is a demo: everybody knows the passwords. Before you open a bakery with it, set DEMO=off.',
  signOut: 'Sign out',
  stillSignedIn: (why: string) => `You are still signed in. ${why}`,
  roles: { baker: 'baker', manager: 'manager' },
  board: 'Orders',
  newOrder: 'New order',
  bakeSheet: 'Bake sheet',
  stock: 'Stock',
  catalogue: 'Products',
  trouble: 'In trouble',
  roomGone: 'This view could not be loaded',
  roomGoneText: 'Check the connection, and open the page anew.',
  openAnew: 'Open anew',
  unsaved: 'Leave without saving?',
  unsavedText: 'What you changed here is not saved yet.',
  leave: 'Leave without saving',
  stay: 'Stay here',
  notDone: 'That was not done',
  noAnswer: 'The bakery’s server does not answer. Try again in a moment.',
  tooMany: 'Too many attempts. Wait a few minutes before you try again.',
  unknownCode: 'The scanned code is not on a receipt of this bakery.',
  scanLater: 'Answer the question first, then scan again.',
  ownPassword: 'Change your password',
  settings: 'Settings',
  dashboard: 'Figures',
  accounts: 'Accounts',
  /** What is wrong with a new password, by the API's words for it. */
  passwordFaults: {
    'Too few different characters': 'Use at least 5 different characters.',
    'Too easy to guess':
      'Too easy to guess: a name, a sequence or a repetition. Use a few words that do not belong together.',
    'Too common':
      'Too common: attackers try it first. Use a few words that do not belong together.',
  } satisfies Record<PasswordFault, string>,
};

export type CounterWords = typeof words;
