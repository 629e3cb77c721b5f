-- Up Migration

-- How the bakery writes: the language of its pages, and the customs of numbers, money and dates.
alter table settings add locale text not null default 'en-IN' check (locale <> '');
