-- Up Migration

-- The words by which staff find an order: of its customer and of its notes, written by the API
-- (shared/db/order-keys.ts). A table of its own, so that a change of status does not write the words
-- again. It has no foreign key, because a check for each placement would cost more than it protects.
create table order_words (
  order_id integer  primary key,
  -- Each word with its endings: a search for the beginning of an ending finds any part of a word.
  words    tsvector not null,
  -- The rules under which the words were written.
  made     text     not null
);
-- A short list of pending entries keeps the placement that has to empty it quick.
create index order_words_words on order_words using gin (words) with (gin_pending_list_limit = 256);

-- Items are found by the name on the line. "C" compares bytes, which is quicker than a language's rules.
create index order_lines_item on order_lines (product_name collate "C", order_id);

-- Words are personal data: they go with the rest, also when an earlier release anonymises an order.
create function delete_order_words() returns trigger language plpgsql as $$
begin
  delete from public.order_words where order_id = new.id;
  return null;
end $$;
create trigger anonymised after update of anonymised_at on orders
  for each row when (new.anonymised_at is not null) execute function delete_order_words();

-- Down Migration

drop trigger anonymised on orders;
drop function delete_order_words();
drop index order_lines_item;
drop table order_words;
