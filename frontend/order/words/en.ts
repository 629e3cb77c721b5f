export const words = {
  order: (id: number) => `Order ${id}`,
  thanks: 'Thank you!',
  toShop: '‹ To the shop',
  loading: 'Loading your order …',
  outdatedTitle: 'We cannot reach the bakery.',
  outdatedText: 'This page may be out of date. We keep trying. Check your connection.',

  noOrderTitle: 'Which order?',
  noOrderText:
    'Open the link that you got when you ordered, or look under “Your orders” in the shop.',
  unknownTitle: (id: number) => `Order ${id} was not found`,
  unknownText: 'Check the number in your link, or ask us.',
  wrongTokenTitle: 'This link is not valid for this order',
  wrongTokenText:
    'Part of the link may be missing. Open the full link that you got when you ordered. Without it you see only the status:',
  statusOnly:
    'Anyone with the number sees only the status. The link that you got when you ordered shows the whole order.',

  pickup: 'Pickup',
  pickupHours: (from: string, to: string) => `${from} – ${to}`,
  pickupWas: 'The pickup was:',
  payAtPickup: 'Pay at pickup.',
  questions: 'Questions? Call us:',
  orderAgain: 'Order again',
  yourOrders: 'Your orders',
  pickupFollows: 'Looking for the next free time. It appears here in a moment.',
  collected: (moment: string) => `Picked up ${moment}. Enjoy!`,
  pass: 'Show this code at pickup, or just say your number.',
  qrCode: (id: number) => `QR code for order ${id}`,
  toCalendar: 'Add to calendar',
  calendarTitle: (bakery: string) => `Pickup at ${bakery}`,
  share: 'Share',
  directions: 'Directions',
  call: 'Call us',
  copyLink: 'Copy link',
  copied: 'Link copied. Anyone with this link can see and cancel the order.',
  linkLabel: 'Link to this order',

  contents: 'Your order',
  total: 'Total',
  forCustomer: (customer: string) => `For ${customer}`,
  timeline: 'Status',
  steps: {
    Pending: 'Received',
    Processing: 'Confirmed',
    Completed: 'Ready',
    Rejected: 'Not accepted',
    Cancelled: 'Cancelled',
  },
  reopened: 'Reopened',

  cancel: 'Cancel order',
  cancelling: 'Cancelling …',
  cancelQuestion: (id: number) => `Cancel order ${id}?`,
  cancelText: 'We will not bake or pack this order. This cannot be undone.',
  cancelYes: 'Yes, cancel it',
  cancelNo: 'Keep order',
  cancelRefused: 'Not cancelled',
  tooLate: 'It is too late to cancel: we have started on your order. Please call us.',
  cancelUnanswered:
    'We got no reply, so we do not know whether your order was cancelled. Check the status, then try again.',
  news: (id: number, status: string, meaning: string) => `Order ${id}: ${status}. ${meaning}`,
};

export type OrderWords = typeof words;
