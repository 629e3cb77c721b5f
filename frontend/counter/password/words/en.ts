export const words = {
  title: 'Change your password',
  lead: 'You will be signed out in all other browsers.',
  current: 'Current password',
  next: 'New password',
  rule: 'At least 10 characters. A few words are easy to remember and hard to guess.',
  show: 'Show passwords',
  change: 'Change password',
  changed: 'Your password is changed.',
  refusals: {
    '/current_password': 'This is not your current password.',
    '/new_password': '10 to 200 characters.',
  },
};

export type PasswordWords = typeof words;
