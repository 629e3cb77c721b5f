-- Up Migration

-- The shop says how many units of a product are left when there are at most this many; 0 for never.
alter table settings
  add few_left integer not null default 5 check (few_left between 0 and 1000);

-- Down Migration

alter table settings drop column few_left;
