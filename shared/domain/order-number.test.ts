import { findOrderLink, findOrderNumber, withoutOrderToken } from './order-number.ts';

const token = '0123456789abcdef0123456789abcdef';

test.each([
  ['109', 109],
  [' 109 ', 109],
  ['0109', 109],
  ['#109', 109],
  ['# 109', 109],
  ['＃１０９', 109],
  ['Order 109', 109],
  ['order #109', 109],
  ['ORDER NO. 109', 109],
  ['Order109', 109],
  ['Bestellung 109', 109],
  ['Bestellung Nr. 109', 109],
  ['Bestell-Nr.: 109', 109],
  ['Bestellnummer 109', 109],
  ['Auftrag 109', 109],
  ['№ 109', 109],
  ['nº 109', 109],
  ['N° 109', 109],
  ['ORDER_109', 109],
  ['Order ID: 109', 109],
  ['Auftrags-Nr. 109', 109],
  ['Bestellungsnummer 109', 109],
  ['Bon 109', 109],
  ['Nr.109', 109],
  ['１０９', 109],
  ['١٠٩', 109],
  ['۱۰۹', 109],
  ['१०९', 109],
  ['\u202a109\u202c', 109],
  ['10\u200b9', 109],
  ['2147483647', 2_147_483_647],
  [`http://localhost:3000/order#109.${token}`, 109],
  [`https://bakery.example/order#109.${token}\n`, 109],
  [`HTTPS://BAKERY.EXAMPLE/ORDER#109.${token.toUpperCase()}`, 109],
  [`/order#109.${token}`, 109],
  [`]Q3http://localhost:3000/order#109.${token}`, 109],
  [`httpÖ--localhostÖ3000-order§109.${token}`, 109],
  [`httpŞ..localhostŞ3000.order^109ç${token}`, 109],
])('reads %j as order %d', (wanted, number) => expect(findOrderNumber(wanted)).toBe(number));

test.each([
  '',
  '#',
  'Order',
  '0',
  '-',
  'Anna 109',
  '10 9',
  '1.5',
  '2147483648',
  '99999999999',
  'Müller',
])('finds no order number in %j', (wanted) => expect(findOrderNumber(wanted)).toBeUndefined());

test('a logged search keeps the order number of a receipt and not its token', () => {
  expect(withoutOrderToken(`http://localhost:3000/order#109.${token}`)).toBe('#109');
  expect(withoutOrderToken('Müller, Anna')).toBe('Müller, Anna');
});

test("reads order and token from a receipt's code, and nothing from other codes", () => {
  const address = `HTTP://LOCALHOST:3000/ORDER#109.${token.toUpperCase()}`;
  expect(findOrderLink(address)).toEqual({ id: 109, token });
  for (const text of [
    '109',
    '4006381333931',
    `/order#109.${token.slice(1)}`,
    `/order#0.${token}`,
  ]) {
    expect(findOrderLink(text)).toBeUndefined();
  }
});
