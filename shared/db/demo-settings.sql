-- The demo bakery: a telephone number reserved for fiction, and texts that say that they are examples.
update settings
set address = E'12 Mill Lane\nMumbai 400001\nIndia',
  phone = '+44 20 7946 0123',
  email = 'bakery@example.com',
  imprint = E'**This is an example of an imprint.** A real bakery names its owner here.\n\nThe Bakery, 12 Mill Lane, Mumbai 400001, India\n\nOwner: Emma Example',
  privacy = E'**This is an example of a privacy notice.** A real bakery asks its lawyer.\n\n## What we store\n\n- your order, and the name, phone number and e-mail address that you give with it\n- nothing else: this shop sets no cookies for customers\n\n## For how long\n\nWe delete your name and contact 90 days after your order is over.',
  terms = E'**These are examples of terms.** A real bakery asks its lawyer.\n\n1. Your order is binding when we confirm it.\n2. You pay when you collect your order.\n3. You can cancel an order until its page no longer offers it.'
where address = '' and phone = '' and email = '' and imprint = '' and privacy = '' and terms = '';
