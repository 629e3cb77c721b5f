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
    ('Birthday Cake', 'Cakes', 'Vanilla or chocolate, with a name on it. Baked for you, serves twelve.', 120000, 'made_to_order', false, null, '{gluten,eggs,milk,soybeans}', '{nuts}', 24, 40, 1),
    ('Wedding Cake', 'Cakes', 'Three tiers with sugar flowers. Talk to us about the day.', 950000, 'made_to_order', false, null, '{gluten,eggs,milk,nuts}', '{soybeans}', 120, 3, 1),
    ('Bread Platter', 'Savouries', 'Twenty filled rolls for a meeting or a party, baked the same morning.', 160000, 'made_to_order', false, null, '{gluten,milk,eggs,mustard,sesame}', '{nuts}', 12, 60, 2)
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
