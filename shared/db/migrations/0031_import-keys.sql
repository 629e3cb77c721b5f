-- Up Migration

-- Names a product, a group or an option in files for good: "square:K7Q…" for an imported one. A file that was exported,
-- edited and imported finds it by this key, whatever its name is by then, also in another bakery's database.
alter table products add import_key text not null unique default gen_random_uuid()::text;
alter table option_groups add import_key text not null unique default gen_random_uuid()::text;
alter table options add import_key text not null unique default gen_random_uuid()::text;

-- Down Migration

alter table options drop column import_key;
alter table option_groups drop column import_key;
alter table products drop column import_key;
