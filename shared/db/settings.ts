import type { BakeryResponse, Settings } from '../contract/settings.ts';
import { addDays, dateAt } from '../domain/calendar.ts';
import type { LegalText } from '../domain/legal-texts.ts';
import type { OpeningHours, PickupRules, SpecialDay } from '../domain/pickup.ts';
import { requireConfirmation } from './affected-orders.ts';
import { lockAllocation } from './allocation-lock.ts';
import { inTransaction, type Queryable } from './database.ts';
import { type PauseRow, toPause } from './pause.ts';
import { utcToday } from './utc-date.ts';

interface PickupRulesRow {
  readonly time_zone: string;
  readonly opening_hours: Readonly<Partial<Record<number, readonly OpeningHours[]>>>;
  readonly slot_minutes: number;
  readonly slot_capacity: number;
  readonly cut_off: string;
  readonly cut_off_days: number;
  readonly days_ahead: number;
  readonly special_days: Readonly<Record<string, SpecialDay>>;
}

/** The hours of a row of closures; empty for a closed day. */
export const hoursOfRow = `coalesce(hours, '[]')`;

/** The rules in one row, with the special days from the last two weeks on, which a cut-off may count. */
export const selectPickupRules = `
  select time_zone, opening_hours, slot_minutes, slot_capacity, cut_off, cut_off_days, days_ahead,
    (select coalesce(
       jsonb_object_agg(date::text, jsonb_build_object('message', message, 'hours', ${hoursOfRow})), '{}')
     from closures where date >= ${utcToday} - 14) as special_days
  from settings`;

export async function getPickupRules(db: Queryable): Promise<PickupRules> {
  const rows = await db.query({ name: 'get-pickup-rules', text: selectPickupRules });
  return toPickupRules(rows);
}

export const selectTimeZone = `select time_zone from settings`;

function toTimeZone(rows: readonly unknown[]): string {
  return getRow(rows as { time_zone: string }[]).time_zone;
}

/** The settings. @throws when the row is missing: every migrated database has it */
function getRow<Row>([row]: readonly Row[]): Row {
  if (row === undefined) throw new Error('The database has no settings');
  return row;
}

/** The bakery's locale, "de-DE". */
export async function getLocale(db: Queryable): Promise<string> {
  const rows = await db.query<{ locale: string }>({
    name: 'get-locale',
    text: `select locale from settings`,
  });
  return getRow(rows).locale;
}

export async function getTimeZone(db: Queryable): Promise<string> {
  return toTimeZone(await db.query({ name: 'get-time-zone', text: selectTimeZone }));
}

/** The currency of all prices: its ISO 4217 code, "INR". */
export async function getCurrency(db: Queryable): Promise<string> {
  const rows = await db.query<{ currency: string }>({
    name: 'get-currency',
    text: `select currency from settings`,
  });
  return getRow(rows).currency;
}

export function toPickupRules(rows: readonly unknown[]): PickupRules {
  const row = getRow(rows as PickupRulesRow[]);
  return {
    timeZone: row.time_zone,
    openingHours: row.opening_hours,
    slotMinutes: row.slot_minutes,
    slotCapacity: row.slot_capacity,
    cutOff: { time: row.cut_off, days: row.cut_off_days },
    daysAhead: row.days_ahead,
    specialDays: new Map(Object.entries(row.special_days)),
  };
}

const columns = `
  bakery_name, address, phone, email, imprint, privacy, terms, locale, currency, time_zone, opening_hours, slot_minutes, slot_capacity, cut_off,
  cut_off_days, days_ahead, few_left, keep_personal_data_days, version`;

export async function getSettings(db: Queryable): Promise<Settings> {
  const rows = await db.query<Settings>({
    name: 'get-settings',
    text: `select ${columns} from settings`,
  });
  return getRow(rows);
}

/**
 * Writes the settings, unless their version has changed. The allocation lock is held, so that no
 * order is accepted by the earlier rules afterwards.
 * @param confirmation of the affected orders
 * @returns the settings with their new version; undefined when the version had changed
 * @throws DomainError `conflict` open orders are affected and the client has not confirmed them
 */
export function writeSettings(
  settings: Settings,
  confirmation: string | undefined,
  now: Date,
): Promise<Settings | undefined> {
  return inTransaction(
    async (transaction) => {
      const before = await getPickupRules(transaction);
      const [row] = await transaction.query<Settings>(
        {
          name: 'write-settings',
          text: `
            update settings
            set bakery_name = $1, currency = $2, time_zone = $3, opening_hours = $4,
              slot_minutes = $5, slot_capacity = $6, cut_off = $7, days_ahead = $8,
              keep_personal_data_days = $9, locale = $10, address = $12, phone = $13, email = $14,
              imprint = $15, privacy = $16, terms = $17, few_left = $18, cut_off_days = $19,
              version = version + 1
            where version = $11
            returning ${columns}`,
        },
        [
          settings.bakery_name,
          settings.currency,
          settings.time_zone,
          settings.opening_hours,
          settings.slot_minutes,
          settings.slot_capacity,
          settings.cut_off,
          settings.days_ahead,
          settings.keep_personal_data_days,
          settings.locale,
          settings.version,
          settings.address,
          settings.phone,
          settings.email,
          settings.imprint,
          settings.privacy,
          settings.terms,
          settings.few_left,
          settings.cut_off_days,
        ],
      );
      if (!row) return undefined;
      const after = await getPickupRules(transaction);
      await requireConfirmation(transaction, { before, after, now, confirmation });
      return row;
    },
    [lockAllocation],
  );
}

export async function getBakeryName(db: Queryable): Promise<string> {
  const rows = await db.query<{ name: string }>({
    name: 'get-bakery-name',
    text: 'select bakery_name as name from settings',
  });
  return getRow(rows).name;
}

/** The public data of the bakery. @throws when the settings are missing */
export async function getBakery(
  db: Queryable,
  now: Date,
): Promise<Omit<BakeryResponse, 'public_url'>> {
  const rows = await db.query<Omit<BakeryResponse, 'closures' | 'pause' | 'public_url'> & PauseRow>(
    {
      name: 'get-bakery',
      text: `
        select bakery_name as name, address, phone, email,
          array_remove(
            array[
              case when imprint <> '' then 'imprint' end,
              case when privacy <> '' then 'privacy' end,
              case when terms <> '' then 'terms' end
            ],
            null) as texts,
          (select '/pictures/' || hash from bakery_logo) as logo, locale, currency, time_zone,
          opening_hours, slot_minutes, cut_off, cut_off_days, days_ahead, few_left,
          (select coalesce(
              jsonb_agg(
                jsonb_build_object('date', date, 'message', message, 'hours', ${hoursOfRow})
                order by date),
              '[]')
           from closures
           where date >= $1::date) as special_days,
          exists (select from staff_accounts where is_demo and active) as is_demo,
          paused_until, pause_message
        from settings`,
    },
    // The bakery's date is the date in UTC, or the day before or after it.
    [addDays(dateAt(now, 'UTC'), -2)],
  );
  const { paused_until, pause_message, ...row } = getRow(rows);
  const pause = toPause({ paused_until, pause_message }, now);
  const yesterday = addDays(dateAt(now, row.time_zone), -1);
  const specialDays = row.special_days.filter(({ date }) => date >= yesterday);
  const closures = specialDays
    .filter(({ hours }) => hours.length === 0)
    .map(({ date, message }) => ({ date, message }));
  return { ...row, special_days: specialDays, closures, pause };
}

/** A legal text of the bakery as written; '' when not given. */
export async function getLegalText(db: Queryable, name: LegalText): Promise<string> {
  const rows = await db.query<{ text: string }>(
    {
      name: 'get-legal-text',
      text: `
        select case $1::text
            when 'imprint' then imprint when 'privacy' then privacy when 'terms' then terms
          end as text
        from settings`,
    },
    [name],
  );
  return getRow(rows).text;
}
