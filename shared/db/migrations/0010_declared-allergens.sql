-- Up Migration

-- An empty list of allergens says "contains none" only once the bakery has declared it. Rows written
-- before, and by the release before, count as declared as soon as their list is not empty.
alter table products add allergens_declared boolean not null default false;

-- Frozen at placement, like the allergens.
alter table order_lines add allergens_declared boolean not null default false;

-- Down Migration

alter table order_lines drop column allergens_declared;
alter table products drop column allergens_declared;
