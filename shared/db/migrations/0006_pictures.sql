-- Up Migration

-- Pictures of products, by the SHA-256 of their bytes: what an address shows never changes, and the
-- same picture is kept once.
create table product_pictures (
  hash   text        primary key check (hash ~ '^[0-9a-f]{64}$'),
  type   text        not null check (type in ('image/webp', 'image/png', 'image/jpeg')),
  bytes  bytea       not null check (octet_length(bytes) between 1 and 204800),
  -- The last time that somebody gave it to a product.
  put_at timestamptz not null default now()
);

alter table products add picture text references product_pictures;

-- Down Migration

alter table products drop column picture;
drop table product_pictures;
