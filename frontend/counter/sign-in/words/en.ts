export const words = {
  title: 'The counter',
  ended: 'Your session has ended',
  endedText: (name: string) =>
    `Sign in again as ${name}, and go on where you were: nothing is lost. Anybody else begins anew.`,
  name: 'Name',
  password: 'Password',
  signIn: 'Sign in',
  refused: 'Wrong name or password.',
  refusedText: 'Capital letters count in passwords. A manager can give you a new one.',
  throttled: 'Too many attempts.',
  throttledText: 'Wait a few minutes before you try again.',
  noAnswer: 'The bakery’s server does not answer.',
  noAnswerText: 'Check the connection and try again.',
};

export type SignInWords = typeof words;
