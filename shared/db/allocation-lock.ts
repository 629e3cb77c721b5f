/**
 * Every transaction that allocates or releases stock, slots or baking days holds this lock until it
 * ends. Supplies that are read while the lock is held stay valid. The lock is taken before all
 * other locks, which prevents deadlocks.
 */
export const lockAllocation = `select pg_advisory_xact_lock(hashtext('bakery allocation'))`;
