-- Up Migration

-- What customers see of the bakery. An empty text is not given.
alter table settings
  -- The lines of a postal address.
  add address text not null default '',
  add phone   text not null default '',
  add email   text not null default '',
  -- Written in a subset of Markdown.
  add imprint text not null default '',
  add privacy text not null default '',
  add terms   text not null default '';

-- The logo, at the address of its SHA-256 as pictures are. It is not in product_pictures, because
-- housekeeping of the release before deletes the pictures there that no product has.
create table bakery_logo (
  only_one boolean primary key default true check (only_one),
  hash     text    not null check (hash ~ '^[0-9a-f]{64}$'),
  type     text    not null check (type in ('image/webp', 'image/png', 'image/jpeg')),
  bytes    bytea   not null check (octet_length(bytes) between 1 and 204800)
);

-- Down Migration

drop table bakery_logo;
alter table settings drop column address, drop column phone, drop column email, drop column imprint,
  drop column privacy, drop column terms;
