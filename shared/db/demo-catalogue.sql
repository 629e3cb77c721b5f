-- A bakery to try the system with. Prices in paise, stock as on a busy morning.
insert into products (name, description, price_minor, kind, stock) values
  ('Chocolate Cake', 'Three layers of dark sponge with ganache between them. Serves eight.', 50000, 'shelf', 1000),
  ('Sourdough Loaf', 'Rye and wheat, 24 hours of slow proving, a crust that sings when it cools.', 22000, 'shelf', 400),
  ('Butter Croissant', 'Laminated by hand over two days; best before ten in the morning.', 9000, 'shelf', 1200),
  ('Pain au Chocolat', 'Croissant dough around two sticks of 55 % chocolate.', 11000, 'shelf', 800),
  ('Cinnamon Roll', 'Soft brioche, Ceylon cinnamon, a thin glaze.', 12000, 'shelf', 600),
  ('Baguette', 'Flour, water, salt, yeast and an early start.', 8000, 'shelf', 900),
  ('Masala Khari', 'Crisp puff pastry with cumin and black pepper, ten in a bag.', 14000, 'shelf', 500),
  ('Almond Biscotti', 'Baked twice, with whole almonds and orange peel. Keeps for weeks.', 16000, 'shelf', 300),
  ('Lemon Tart', 'Short pastry, sharp lemon curd, torched meringue.', 18000, 'shelf', 250),
  ('Birthday Cake', 'Vanilla or chocolate, with a name on it. Baked for you, serves twelve.', 120000, 'made_to_order', null),
  ('Wedding Cake', 'Three tiers with sugar flowers. Talk to us about the day.', 950000, 'made_to_order', null),
  ('Bread Platter', 'Twenty filled rolls for a meeting or a party, baked the same morning.', 160000, 'made_to_order', null);
