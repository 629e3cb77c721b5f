-- Up Migration

-- The movement that a movement reverses. The allocation lock, under which all movements are written, makes sure that
-- one movement has one reversal.
alter table stock_movements add undoes bigint;
create index stock_movements_undoes on stock_movements (undoes) where undoes is not null;

-- The movement of a request, so that a repeated request returns it too. A count that found no difference has none.
alter table stock_requests add movement_id bigint;

-- Reports show what was missing in counts beside the waste.
create index stock_movements_counts on stock_movements (at) where reason = 'count';

-- Down Migration

drop index stock_movements_counts, stock_movements_undoes;
alter table stock_requests drop column movement_id;
alter table stock_movements drop column undoes;
