-- Up Migration

-- Devices on which an account has signed in: their attempts are not slowed down by others.
create table staff_devices (
  -- SHA-256 of the secret in the device's cookie; the table holds no secret.
  token_hash text        not null,
  account_id integer     not null references staff_accounts on delete cascade,
  used_at    timestamptz not null default now(),
  -- A shared device holds one secret for several accounts.
  primary key (token_hash, account_id)
);
create index staff_devices_account on staff_devices (account_id, used_at);

-- Down Migration

drop table staff_devices;
