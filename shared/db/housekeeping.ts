import { deviceDays } from '../domain/sign-in.ts';
import type { Queryable } from './database.ts';
import { isOpenOrder } from './open-orders.ts';
import { isOpen } from './staff-sessions.ts';

/** @returns the number of expired sessions that were deleted, at most `limit` */
export function deleteExpiredSessions(db: Queryable, limit: number): Promise<number> {
  const text = deleteWhere('staff_sessions as s', 's.token_hash', `not (${isOpen('s')})`);
  return count(db, { name: 'delete-expired-sessions', text, limit });
}

/** @returns the number of expired sign-in failures that were deleted, at most `limit` */
export function deleteOldSignInFailures(db: Queryable, limit: number): Promise<number> {
  const text = deleteWhere('sign_in_failures', 'id', isFarFromNow('at', '1 day'));
  return count(db, { name: 'delete-old-sign-in-failures', text, limit });
}

/** @returns the number of long unused devices that were deleted, at most `limit` */
export function deleteUnusedDevices(db: Queryable, limit: number): Promise<number> {
  const condition = `used_at < now() - interval '${deviceDays} days'`;
  const text = deleteWhere('staff_devices', '(token_hash, account_id)', condition);
  return count(db, { name: 'delete-unused-devices', text, limit });
}

/** @returns the number of outdated requests to move stock that were deleted, at most `limit` */
export function deleteOldStockRequests(db: Queryable, limit: number): Promise<number> {
  const text = deleteWhere('stock_requests', 'idempotency_key', isFarFromNow('at', '7 days'));
  return count(db, { name: 'delete-old-stock-requests', text, limit });
}

/** @returns the number of unused pictures that were deleted, at most `limit` */
export function deleteUnusedPictures(db: Queryable, limit: number): Promise<number> {
  // A picture that is being assigned to a product is locked or has a new time.
  const condition = `
    ${isFarFromNow('put_at', '1 day')}
    and not exists (select from products where picture = hash)`;
  const text = deleteWhere('product_pictures', 'hash', condition);
  return count(db, { name: 'delete-unused-pictures', text, limit });
}

/** Also matches times far in the future, because a wrong clock may have written them. */
function isFarFromNow(at: string, distance: string): string {
  return `(${at} < now() - interval '${distance}' or ${at} > now() + interval '${distance}')`;
}

/** Rows that another run has locked are skipped. */
function deleteWhere(table: string, key: string, condition: string): string {
  return `
    with deleted as (
      delete from ${table}
      where ${key} in (
        select ${key.replaceAll(/[()]/g, '')} from ${table}
        where ${condition}
        limit $1
        for update skip locked
      )
      returning 1
    )
    select count(*)::integer as count from deleted`;
}

/**
 * Deletes the network addresses of orders that are no longer open (`open-orders.ts`), because no limit uses them.
 * @returns the number of addresses, at most `limit`
 */
export function forgetAddresses(db: Queryable, limit: number): Promise<number> {
  const text = `
    with forgotten as (
      update orders set placed_from = null
      where id in (
        select id from orders
        where placed_from is not null and ${isOpenOrder} is not true
        limit $1
        for no key update skip locked
      )
      returning 1
    )
    select count(*)::integer as count from forgotten`;
  return count(db, { name: 'forget-addresses', text, limit });
}

/**
 * Removes personal data from orders that have been over for as long as the settings say: name,
 * phone, e-mail, notes, texts of options, comments by staff, and the hash of the request. Lines, prices and statuses
 * stay.
 * @returns the number of anonymised orders, at most `limit`
 */
export function anonymiseOrders(db: Queryable, limit: number): Promise<number> {
  return count(db, {
    name: 'anonymise-orders',
    // The condition matches the index orders_personal_data.
    text: anonymise(`
      o.anonymised_at is null
      and (o.customer_name is not null or o.customer_phone is not null
           or o.customer_email is not null)
      and o.placed_at < now() - ${keptFor}
      and ${isOver}`),
    limit,
  });
}

/**
 * Removes personal data from orders without a customer, because a note or the text of an option may identify a person.
 * @returns the number of anonymised orders, at most `limit`
 */
export function anonymiseNotes(db: Queryable, limit: number): Promise<number> {
  return count(db, {
    name: 'anonymise-notes',
    // The conditions match the indexes order_lines_note and order_lines_texts.
    text: anonymise(`
      o.id = any(array(
        select order_id from order_lines where note is not null
        union
        select order_id from order_lines where texts is not null))
      and o.placed_at < now() - ${keptFor}
      and ${isOver}`),
    limit,
  });
}

/**
 * Removes personal data from orders that were placed while the clock was ahead. A later order with
 * an earlier time shows that these orders are old.
 * @returns the number of anonymised orders, at most `limit`
 */
export function anonymiseOrdersAhead(db: Queryable, limit: number): Promise<number> {
  return count(db, {
    name: 'anonymise-orders-ahead',
    text: anonymise(`
      o.anonymised_at is null and o.placed_at > now()
      and exists (
        select from orders later
        where later.id > o.id and later.placed_at < now() - ${keptFor})
      and ${isOver}`),
    limit,
  });
}

const keptFor = `(select make_interval(days => keep_personal_data_days) from settings)`;

/**
 * Whatever its status, an order is over after its pickup; without a pickup time, when it is decided. No pickup time is
 * more than a year ahead, unless the clock was ahead when the order was placed.
 */
const isOver = `
  (o.pickup_at < now() - ${keptFor} or o.pickup_at > now() + interval '2 years'
   or o.pickup_at is null and o.status <> 'Pending')`;

/**
 * Skips orders that another run has locked. `any(array(…))` makes PostgreSQL use the index; with a join it might
 * read all orders.
 */
function anonymise(condition: string): string {
  return `
    with old as (
      select id from orders o
      where ${condition}
      order by placed_at
      limit $1
      for no key update skip locked
    ), notes as (
      update order_lines l set note = null, texts = null
      where l.order_id = any(array(select id from old)) and (l.note is not null or l.texts is not null)
    ), words as (
      -- Free text written by staff.
      update order_timeline t set reason = null
      where t.order_id = any(array(select id from old))
        and t.by like 'staff:%' and t.reason not in ('collected', 'not picked up', 'taken back')
    ), anonymised as (
      update orders o
      set customer_name = null, customer_phone = null, customer_email = null, request_hash = '',
        customer_text = null, customer_phone_key = null, customer_email_key = null,
        customer_keys_made = null,
        placed_from = null,
        reason = case when status = 'Rejected' then reason end,
        override_reason = case when override_reason is not null then 'forgotten' end,
        anonymised_at = now()
      where o.id = any(array(select id from old))
    )
    select count(*)::integer as count from old`;
}

async function count(
  db: Queryable,
  { name, text, limit }: { name: string; text: string; limit: number },
): Promise<number> {
  const [row] = await db.query<{ count: number }>({ name, text }, [limit]);
  return row?.count ?? 0;
}
