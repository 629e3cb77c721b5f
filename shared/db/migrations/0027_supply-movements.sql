-- Up Migration

-- The units in stock of a product whose supply changes: they are neither waste nor missing in a count. The
-- previous release only reads them.
alter table stock_movements drop constraint stock_movements_reason_check;
alter table stock_movements add constraint stock_movements_reason_check
  check (reason in ('order', 'cancelled', 'delivery', 'count', 'waste', 'supply')) not valid;

-- Down Migration

update stock_movements set reason = 'count' where reason = 'supply';
alter table stock_movements drop constraint stock_movements_reason_check;
alter table stock_movements add constraint stock_movements_reason_check
  check (reason in ('order', 'cancelled', 'delivery', 'count', 'waste'));
