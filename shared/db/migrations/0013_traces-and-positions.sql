-- Up Migration

-- The allergens of which a product may contain traces. Whether they were declared is said by
-- allergens_declared. The release before writes allergens and leaves traces as they are, so a list may
-- hold an allergen that the product contains by now: shared/db/declared-allergens.ts leaves it out.
alter table products
  add traces   text[]  not null default '{}' check (traces <@ array[
    'gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soybeans', 'milk', 'nuts', 'celery',
    'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs']),
  -- The product's place in the catalogue. A new product comes last, also when the release before inserts
  -- it: the sequence is never behind the number of products.
  add position integer not null default 0;

-- Frozen at placement, like the allergens.
alter table order_lines add traces text[] not null default '{}';

create sequence product_positions;
update products set position = id;
select setval('product_positions', coalesce(max(id), 0) + 1, false) from products;
alter table products alter position set default nextval('product_positions');

-- Down Migration

alter table order_lines drop column traces;
alter table products drop column traces, drop column position;
drop sequence product_positions;
