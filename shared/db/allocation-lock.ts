/**
 * Whoever hands out stock, slots and baking days, or takes them back, holds this lock until the end
 * of the transaction. What is read behind it stays true; and because it comes before all other
 * locks, nobody waits for anybody in a circle.
 */
export const lockAllocation = `select pg_advisory_xact_lock(hashtext('bakery allocation'))`;
