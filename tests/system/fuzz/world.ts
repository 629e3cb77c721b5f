import { addProduct, sql } from '../../support/database.ts';
import { deliver, call, type HttpFunction } from '../../support/call.ts';
import { loadFunction } from '../../support/deployed-functions.ts';
import { addPool } from '../../support/pools.ts';
import { type SignedInStaff, signInAs } from '../../support/staff.ts';
import { orderCount, picture, pictureHash, type FuzzCase, type Visitor } from './draw-case.ts';

/** The database for the cases: orders in all statuses, and signed-in staff. */
export interface World {
  credentialsOf(visitor: Visitor, csrfToken: FuzzCase['csrfToken']): Record<string, string>;
  signInAgain(visitor: Visitor): Promise<void>;
  forgetFailedSignIns(): Promise<void>;
  /** Processes all accepted orders. @returns the orders that could not be processed */
  processAll(): Promise<readonly unknown[]>;
}

/**
 * Generous time limits, so that a slow machine is no finding. Logging is on, because the log is
 * checked.
 */
export const settings = {
  REQUEST_TIMEOUT_MS: '20000',
  DATABASE_QUERY_TIMEOUT_MS: '15000',
  DATABASE_CONNECT_TIMEOUT_MS: '10000',
  QUEUE_SEND_TIMEOUT_MS: '10000',
  POWERTOOLS_LOG_LEVEL: 'INFO',
};

/** Fills an empty database with orders and signed-in staff. */
export async function createWorld(): Promise<World> {
  const placeOrder = await loadFunction('place-order');
  const processOrder = await loadFunction('process-order');
  await addDailyProduct();
  for (let placed = 0; placed < orderCount; placed++) {
    await call(placeOrder, 'POST /order', { body: order(placed) });
    if (placed === orderCount / 2) await processPending(processOrder);
  }
  await addOptionGroups();
  await sql(`insert into product_pictures (hash, type, bytes) values ($1, 'image/png', $2)`, [
    pictureHash,
    picture,
  ]);
  await sql(`update orders set token = md5(id::text)`);
  await sql(`update orders set status = 'Processing' where id % 5 = 0 and status = 'Completed'`);
  const staff = new Map<Visitor, SignedInStaff>();
  const signInAgain = async (visitor: Visitor) => {
    if (visitor !== 'baker' && visitor !== 'manager') return;
    const member = await signInAs(visitor);
    await sql(
      `update staff_accounts set password_hash = demo.password_hash
       from staff_accounts demo where demo.id = 1 and staff_accounts.id = $1`,
      [member.id],
    );
    staff.set(visitor, member);
  };
  await signInAgain('baker');
  await signInAgain('manager');
  return {
    signInAgain,
    async forgetFailedSignIns() {
      await sql(`delete from sign_in_failures`);
    },
    credentialsOf(visitor, csrfToken) {
      const { cookie, 'x-csrf-token': token } = staff.get(visitor)?.headers ?? {};
      if (cookie === undefined || token === undefined) return {};
      if (csrfToken === 'none') return { cookie };
      return { cookie, 'x-csrf-token': csrfToken === 'right' ? token : token.toLowerCase() };
    },
    processAll: () => processPending(processOrder),
  };
}

/** Groups of options to change, which no product has. */
async function addOptionGroups(): Promise<void> {
  await sql(
    `with added as (
       insert into option_groups (name, kind) select 'Fillings ' || n, 'several' from generate_series(1, 3) n returning id
     )
     insert into options (group_id, name) select id, 'Cream' from added`,
  );
}

/** Product 14, and a pool that it shares with a made-to-order product. */
async function addDailyProduct() {
  const id = await addProduct({ name: 'Focaccia', kind: 'daily' });
  await sql(
    `insert into product_weekdays select $1, day, 20, 5 from generate_series(1, 7) as day`,
    [id],
  );
  await addPool(
    60,
    new Map([
      [10, 5],
      [id, 1],
    ]),
  );
}

function order(index: number) {
  return {
    lines: [{ product_id: (index % 14) + 1, quantity: 1, note: 'for Emma' }],
    customer: { name: 'Emma', phone: `+91 98765 ${10_000 + index}` },
  };
}

async function processPending(handler: HttpFunction) {
  const process = handler as unknown as Parameters<typeof deliver>[0];
  const pending = await sql<{ id: number }>(`select id from orders where status = 'Pending'`);
  for (let start = 0; start < pending.length; start += 100) {
    const batch = pending.slice(start, start + 100);
    await deliver(
      process,
      batch.map(({ id }) => ({ order_id: id, correlation_id: 'fuzz-fuzz' })),
    );
  }
  return sql(`select id, last_error from orders where status = 'Pending'`);
}
