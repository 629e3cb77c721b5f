export const words = {
  order: (id: number) => `Order ${id}`,
  thanks: 'Thank you!',
  toShop: '‹ To the shop',
  loading: 'One moment, we are looking for your order …',
  outdatedTitle: 'We cannot reach the bakery.',
  outdatedText: 'What you see may be out of date; we keep asking. Check your connection.',

  noOrderTitle: 'Which order?',
  noOrderText:
    'This address names no order. Open the link you were given when you ordered, or look below “Your orders” in the shop.',
  unknownTitle: (id: number) => `We do not know order ${id}`,
  unknownText: 'Perhaps a figure got lost on the way. Please open the link again, or ask us.',
  wrongTokenTitle: 'This link does not open this order',
  wrongTokenText:
    'Part of it seems to be missing or mistyped. Open the whole link you were given when you ordered. Where the order stands is told to everybody:',
  statusOnly:
    'This is what everybody may know of an order. The link you were given when you ordered shows all of it.',

  pickup: 'Collect it',
  pickupAt: (day: string, from: string, to: string) => `${day}, ${from} – ${to}`,
  pickupFollows: 'We are looking for the next free time; it appears here in a moment.',
  collected: (moment: string) => `Collected ${moment}. Enjoy it!`,
  pass: 'Show this when you collect it, or just say your number.',
  qrCode: (id: number) => `QR code of the page of order ${id}`,
  toCalendar: 'Add to calendar',
  calendarTitle: (bakery: string) => `Collect order at ${bakery}`,
  share: 'Share',
  copyLink: 'Copy link',
  copied: 'The link is copied. Whoever has it can see and cancel this order.',
  linkLabel: 'Link to this order',

  contents: 'What you ordered',
  total: 'Total',
  forWhom: (who: string) => `For ${who}`,
  timeline: 'How it went',
  steps: {
    Pending: 'Ordered',
    Processing: 'Accepted',
    Completed: 'Ready to collect',
    Rejected: 'Not accepted',
    Cancelled: 'Cancelled',
  },
  reopened: 'Put back into work',

  cancel: 'Cancel order',
  cancelling: 'Cancelling …',
  cancelQuestion: (id: number) => `Cancel order ${id}?`,
  cancelText: 'Nothing will be baked or packed for you. This cannot be taken back.',
  cancelYes: 'Yes, cancel it',
  cancelNo: 'Keep it',
  cancelRefused: 'It was not cancelled',
  tooLate: 'It is too late to cancel this order: we have begun. Please give us a call.',
  cancelUnanswered:
    'We got no answer, so we do not know whether it was cancelled. Look at the status, and try again.',
  news: (id: number, status: string, meaning: string) => `Order ${id}: ${status}. ${meaning}`,
};

export type OrderWords = typeof words;
