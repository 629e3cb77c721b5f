-- Up Migration

-- When a product can be ordered, and how many units of it. The seasons are business days of pickups, both included; the
-- sale is open between two instants of placement. The quantity of an order is a multiple of the step, over all its lines.
alter table products
  add season_from    date,
  add season_to      date        check (season_to >= season_from),
  add sale_opens_at  timestamptz,
  add sale_closes_at timestamptz check (sale_closes_at > sale_opens_at),
  add quantity_step  integer     not null default 1 check (quantity_step between 1 and 1000),
  add min_quantity   integer     not null default 1
    check (min_quantity between 1 and 1000 and min_quantity % quantity_step = 0),
  add max_quantity   integer
    check (max_quantity between min_quantity and 50000 and max_quantity % quantity_step = 0),
  add cut_off        text        check (cut_off ~ '^([01]\d|2[0-3]):[0-5]\d$'),
  add cut_off_days   smallint    check (cut_off_days between 0 and 30 and (cut_off_days is null) = (cut_off is null)),
  add horizon_days   smallint    check (horizon_days between 0 and 365),
  add lead_time_days smallint    not null default 0
    check (lead_time_days between 0 and 90 and (kind = 'made_to_order' or lead_time_days = 0));

-- The working days between the bakery's cut-off and the day of the pickup.
alter table settings add cut_off_days smallint not null default 1 check (cut_off_days between 0 and 30);

-- Down Migration

alter table settings drop column cut_off_days;
alter table products drop column lead_time_days, drop column horizon_days, drop column cut_off_days, drop column cut_off,
  drop column max_quantity, drop column min_quantity, drop column quantity_step, drop column sale_closes_at,
  drop column sale_opens_at, drop column season_to, drop column season_from;
