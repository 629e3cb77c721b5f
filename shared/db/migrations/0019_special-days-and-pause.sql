-- Up Migration

-- The hours that begin on a special day, as in settings.opening_hours: [{"from": "07:00", "to": "12:00"}]. Null for a
-- closed day: the release before reads each row as a closed day, and refuses orders for it.
alter table closures
  add hours jsonb check (jsonb_typeof(hours) = 'array' and hours <> '[]');

-- No new online orders until this instant, with the text that customers see.
alter table settings
  add paused_until  timestamptz,
  add pause_message text not null default '';

-- Down Migration

alter table settings drop column paused_until, drop column pause_message;
alter table closures drop column hours;
