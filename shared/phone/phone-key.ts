/** Phone numbers as keys: the same for every way in which a number is written. */
import {
  type CountryCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { toPhoneKey } from '../domain/open-orders.ts';
import { cleanPhone, phoneExtension } from '../domain/readable-text.ts';

/** Fewer digits than that are in too many numbers. */
const fewestDigits = 3;

/**
 * The digits of a number with its country, "4915112345678". What is not possible as a number keeps
 * its own digits.
 * @param country ISO 3166, for numbers that are written without one; null when it is unknown
 * @returns null when there is nothing to compare
 */
export function toPhoneNumberKey(phone: string, country: string | null): string | null {
  const written = withoutExtension(phone);
  const key = withoutMobileMark(toInternationalDigits(written, country) ?? toPhoneKey(written));
  return key === '' ? null : key;
}

/**
 * What the key of a number contains that is searched by a part of it: "0151 23" is in "4915123…".
 * @returns nothing when the text is not about a phone number
 */
export function toPhoneFragments(wanted: string, country: string | null): string[] {
  const written = withoutExtension(wanted);
  if (!/^\+?[\d ()/.-]+$/.test(written)) return [];
  const digits = written.replaceAll(/\D/g, '');
  if (digits.length < fewestDigits) return [];
  const trunk = trunkPrefixOf(country);
  const fragments = [
    toInternationalDigits(written, country),
    digits,
    ...(written.startsWith('+') ? [] : [digits.replace(/^0+/, '')]),
    ...(trunk !== '' && digits.startsWith(trunk) ? [digits.slice(trunk.length)] : []),
  ];
  const long = fragments.filter((one) => one !== null && one.length >= fewestDigits);
  return [...new Set(long as string[])];
}

/** Whether numbers of this country are known. @param country ISO 3166 */
export function isPhoneCountry(country: string): boolean {
  return isSupportedCountry(country as CountryCode, metadata);
}

/** All extensions of a line are one contact. */
function withoutExtension(phone: string): string {
  return withoutTrunkZero(cleanPhone(phone)).replace(phoneExtension, '');
}

/** "+49 (0)151": the zero in brackets is dialled within the country only. */
function withoutTrunkZero(phone: string): string {
  return /^(\+|00)/.test(phone) ? phone.replace(/\(0\)/, '') : phone;
}

function toInternationalDigits(phone: string, country: string | null): string | null {
  const defaultCountry =
    country !== null && isPhoneCountry(country) ? (country as CountryCode) : undefined;
  const readings = phone.startsWith('00') ? [phone, phone.replace(/^00/, '+')] : [phone];
  for (const reading of readings) {
    const number = parsePhoneNumberFromString(
      reading,
      { ...(defaultCountry && { defaultCountry }), extract: false },
      metadata,
    );
    if (number?.isPossible() === true) {
      return findWithCountryCode(reading, number) ?? number.number.slice(1);
    }
  }
  return null;
}

/** No number of a country with a trunk prefix is longer without its country code. */
const longestNational = 11;

/**
 * "49 151 23456789" in Germany and "091 98765 43210" in India: the code of their own country without
 * "+". The package takes the code for a part of the number where its rules permit numbers as long.
 */
function findWithCountryCode(phone: string, national: PhoneNumber): string | undefined {
  if (phone.startsWith('+')) return undefined;
  const { country = null, countryCallingCode } = national;
  const trunk = trunkPrefixOf(country);
  const digits = phone.replaceAll(/\D/g, '').replace(new RegExp(`^${trunk}`), '');
  const isNational = national.isValid() && digits.length <= longestNational;
  if (isNational || !digits.startsWith(countryCallingCode)) return undefined;
  const number = parsePhoneNumberFromString(`+${digits}`, { extract: false }, metadata);
  return number?.isValid() === true ? number.number.slice(1) : undefined;
}

/** Mexico dropped the 1 of its mobile numbers, which many still write. */
function withoutMobileMark(digits: string): string {
  return digits.replace(/^521(?=\d{10}$)/, '52');
}

/** What numbers begin with inside their country, "0"; '' where there is nothing. */
function trunkPrefixOf(country: string | null): string {
  if (country === null || !isPhoneCountry(country)) return '';
  const known = new Metadata(metadata);
  known.selectNumberingPlan(country as CountryCode);
  // The package's types leave this method out.
  const plan = known.numberingPlan as { nationalPrefix?(): string | null } | undefined;
  return plan?.nationalPrefix?.() ?? '';
}
