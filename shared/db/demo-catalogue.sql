-- The demo catalogue. Prices are in paise, stock is that of a busy morning. Pastries and baguettes are baked every day.
with demo as (
  insert into products
    (name, category, description, price_minor, kind, is_daily, stock, allergens, traces, lead_time_hours, daily_capacity, batch_size)
  values
    ('Chocolate Cake', 'Cakes', 'Three layers of dark sponge with ganache between them. Serves eight.', 50000, 'shelf', false, 1000, '{gluten,eggs,milk,soybeans}', '{nuts}', 0, null, 4),
    ('Sourdough Loaf', 'Bread', 'Rye and wheat, 24 hours of slow proving, a crust that sings when it cools.', 22000, 'shelf', false, 400, '{gluten}', '{sesame}', 0, null, 12),
    ('Butter Croissant', 'Pastries', 'Laminated by hand over two days; best before ten in the morning.', 9000, 'shelf', true, 0, '{gluten,milk,eggs}', '{nuts}', 0, null, 24),
    ('Pain au Chocolat', 'Pastries', 'Croissant dough around two sticks of 55 % chocolate.', 11000, 'shelf', true, 0, '{gluten,milk,eggs,soybeans}', '{nuts}', 0, null, 24),
    ('Cinnamon Roll', 'Pastries', 'Soft brioche, Ceylon cinnamon, a thin glaze.', 12000, 'shelf', true, 0, '{gluten,milk,eggs}', '{nuts}', 0, null, 12),
    ('Baguette', 'Bread', 'Flour, water, salt, yeast and an early start.', 8000, 'shelf', true, 0, '{gluten}', '{sesame}', 0, null, 10),
    ('Masala Khari', 'Savouries', 'Crisp puff pastry with cumin and black pepper, ten in a bag.', 14000, 'shelf', false, 500, '{gluten,milk}', '{mustard}', 0, null, 20),
    ('Almond Biscotti', 'Biscuits', 'Baked twice, with whole almonds and orange peel. Keeps for weeks.', 16000, 'shelf', false, 300, '{gluten,eggs,nuts}', '{milk,soybeans}', 0, null, 30),
    ('Lemon Tart', 'Cakes', 'Short pastry, sharp lemon curd, torched meringue.', 18000, 'shelf', false, 250, '{gluten,eggs,milk}', '{nuts}', 0, null, 8),
    ('Birthday Cake', 'Cakes', 'In your size, with your flavour, your fillings and a name on it. Baked for you.', 120000, 'made_to_order', false, null, '{gluten,eggs,milk,soybeans}', '{nuts}', 24, 40, 1),
    ('Wedding Cake', 'Cakes', 'Three tiers with sugar flowers. Talk to us about the day.', 950000, 'made_to_order', false, null, '{gluten,eggs,milk,nuts}', '{soybeans}', 120, 3, 1),
    ('Bread Platter', 'Savouries', 'Twenty filled rolls for a meeting or a party, baked the same morning.', 160000, 'made_to_order', false, null, '{gluten,milk,eggs,mustard,sesame}', '{nuts}', 12, 60, 2),
    ('Box of Six', 'Pastries', 'Six pastries of your choice in one box, baked for you in the morning.', 54000, 'made_to_order', false, null, '{gluten,milk,eggs}', '{nuts,soybeans}', 12, 30, 1)
  returning id, name, stock
), planned as (
  -- Saturdays have half as much again.
  insert into product_weekdays (product_id, weekday, units, reserve)
  select id, weekday, units * case weekday when 6 then 3 else 2 end / 2, reserve
  from demo
  join (values ('Butter Croissant', 240, 24), ('Pain au Chocolat', 160, 16), ('Cinnamon Roll', 120, 12), ('Baguette', 180, 20))
    as plan (name, units, reserve) using (name)
  cross join generate_series(1, 7) as weekday
), oven as (
  insert into pools (name, name_key, unit) values ('Oven', 'oven', 'trays')
  returning id
), trays as (
  insert into pool_weekdays (pool_id, weekday, units)
  select id, weekday, 60 from oven, generate_series(1, 7) as weekday
), baked as (
  insert into product_pools (product_id, pool_id, weight)
  select demo.id, oven.id, weight
  from demo
  join (values ('Birthday Cake', 1), ('Wedding Cake', 6)) as uses (name, weight) using (name)
  cross join oven
)
insert into stock_movements (product_id, units, reason, by)
select id, stock, 'delivery', 'demo' from demo where stock > 0;

-- Options. What is chosen at first costs nothing, so every product can be ordered at its price without a choice.
with offered as (
  insert into option_groups (name, kind, position, is_for_production, max_characters, characters)
  values
    ('Size', 'one', 0, true, null, 'any'),
    ('Flavour', 'one', 1, true, null, 'any'),
    ('Fillings', 'several', 2, true, null, 'any'),
    ('Inscription', 'text', 3, true, 30, 'plain'),
    ('Candles', 'yes_no', 4, false, null, 'any'),
    ('Pastries', 'quantities', 5, true, null, 'any'),
    ('Sliced', 'yes_no', 6, true, null, 'any')
  returning id, name
), options as (
  insert into options (group_id, position, name, price_minor, allergens, without, lead_time_days)
  select g.id, o.position, o.name, o.price_minor, o.allergens::text[], o.without::text[], o.lead_time_days
  from (values
    ('Size', 0, 'Small, serves 12', 0, '{}', '{}', 0),
    ('Size', 1, 'Large, serves 20', 60000, '{}', '{}', 0),
    ('Size', 2, 'Two tiers, serves 30', 130000, '{}', '{}', 1),
    ('Flavour', 0, 'Vanilla', 0, '{}', '{}', 0),
    ('Flavour', 1, 'Chocolate', 0, '{}', '{}', 0),
    ('Flavour', 2, 'Carrot and walnut', 12000, '{nuts}', '{}', 0),
    ('Flavour', 3, 'Almond, without flour', 15000, '{nuts}', '{gluten}', 0),
    ('Fillings', 0, 'Raspberry jam', 6000, '{}', '{}', 0),
    ('Fillings', 1, 'Lemon curd', 6000, '{eggs,milk}', '{}', 0),
    ('Fillings', 2, 'Salted caramel', 8000, '{milk}', '{}', 0),
    ('Fillings', 3, 'Hazelnut nougat', 9000, '{nuts,milk}', '{}', 0),
    ('Inscription', 0, 'Inscription', 0, '{}', '{}', 0),
    ('Candles', 0, 'Candles', 4000, '{}', '{}', 0),
    ('Pastries', 0, 'Butter croissant', 0, '{}', '{}', 0),
    ('Pastries', 1, 'Pain au chocolat', 0, '{soybeans}', '{}', 0),
    ('Pastries', 2, 'Cinnamon roll', 0, '{}', '{}', 0),
    ('Pastries', 3, 'Almond croissant', 2000, '{nuts}', '{}', 0),
    ('Sliced', 0, 'Sliced', 0, '{}', '{}', 0)
  ) as o (group_name, position, name, price_minor, allergens, without, lead_time_days)
  join offered g on g.name = o.group_name
  order by g.id, o.position
  returning id, group_id, name
), trays as (
  insert into option_pools (option_id, pool_id, weight)
  select o.id, p.id, 1 from options o, pools p where o.name = 'Two tiers, serves 30' and p.name = 'Oven'
)
insert into product_option_groups (product_id, group_id, position, min, max, free, defaults)
select p.id, g.id, u.position, u.min, u.max, u.free,
  array(select o.id from options o, generate_series(1, u.times) where o.group_id = g.id and o.name = any(u.chosen) order by o.id)
from (values
  ('Birthday Cake', 0, 'Size', 1, 1, 0, array['Small, serves 12'], 1),
  ('Birthday Cake', 1, 'Flavour', 1, 1, 0, array['Vanilla'], 1),
  ('Birthday Cake', 2, 'Fillings', 0, 3, 1, array[]::text[], 1),
  ('Birthday Cake', 3, 'Inscription', 0, 1, 0, array[]::text[], 1),
  ('Birthday Cake', 4, 'Candles', 0, 1, 0, array[]::text[], 1),
  ('Box of Six', 0, 'Pastries', 6, 6, 0, array['Butter croissant', 'Pain au chocolat', 'Cinnamon roll'], 2),
  ('Sourdough Loaf', 0, 'Sliced', 0, 1, 0, array[]::text[], 1)
) as u (product_name, position, group_name, min, max, free, chosen, times)
join products p on p.name = u.product_name
join offered g on g.name = u.group_name;
