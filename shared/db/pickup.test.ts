import { addProduct, sql } from '../../tests/support/database.ts';
import { database, type Queryable } from './database.ts';
import { findOrderingOutlook } from './pickup.ts';

const day = (date: string) => ({
  from: new Date(`${date}T00:00:00Z`),
  to: new Date(`${date}T23:59:00Z`),
});

/** The real database, which counts its statements. */
function countStatements() {
  const names: string[] = [];
  const db: Queryable = {
    query(statement, values) {
      names.push(statement.name);
      return database.query(statement, values);
    },
  };
  return { db, names };
}

test('concurrent requests share a statement, and each gets its own products and the slots of its day', async () => {
  const products = await Promise.all(
    ['2099-01-02', '2099-12-30', '2099-06-15'].map(async (date, at) => ({
      id: await addProduct({ kind: 'made_to_order' }),
      date,
      startsAt: new Date(`${date}T09:00:00Z`),
      endsAt: new Date(`${date}T09:30:00Z`),
      units: at + 1,
    })),
  );
  for (const { startsAt, endsAt, units } of products) {
    await sql(
      `with slot as (insert into pickup_slots (starts_at, units_taken) values ($1, $3))
       insert into pickup_spans (starts_at, ends_at, units_taken) values ($1, $2, $3)`,
      [startsAt, endsAt, units],
    );
  }
  const { db, names } = countStatements();
  const outlooks = await Promise.all(
    products.map(({ id, date }) => findOrderingOutlook(db, [id], day(date))),
  );
  expect(names).toEqual(['find-ordering-outlook']);
  expect(
    outlooks.map((outlook, at) => ({
      products: outlook.products.map(({ productId }) => productId),
      units: products[at] && outlook.slotUsage.unitsIn(products[at]),
    })),
  ).toEqual(products.map(({ id, units }) => ({ products: [id], units })));
});
