/** Phone numbers as keys: the same key for every way to write a number. */
import {
  type CountryCode,
  isSupportedCountry,
  Metadata,
  parsePhoneNumberFromString,
  type PhoneNumber,
} from 'libphonenumber-js/core';
import metadata from 'libphonenumber-js/min/metadata';
import { toPhoneKey } from '../domain/contact-keys.ts';
import { cleanPhone, phoneExtension } from '../domain/readable-text.ts';

/** Fewer digits match too many numbers. */
export const minPhoneDigits = 3;

/**
 * The digits of a number with its country code, "4915112345678". Text that is not a possible number
 * keeps its own digits.
 * @param country ISO 3166, for numbers without a country code; null when unknown
 * @returns null when there are no digits
 */
export function toPhoneNumberKey(phone: string, country: string | null): string | null {
  const written = withoutExtension(phone);
  const key = withoutMobileMark(toInternationalDigits(written, country) ?? toPhoneKey(written));
  return key === '' ? null : key;
}

/**
 * The parts of a key that a search for a partial number finds: "0151 23" is in "4915123…".
 * @returns an empty list when the text is not about a phone number
 */
export function toPhoneFragments(wanted: string, country: string | null): string[] {
  const written = withoutExtension(wanted);
  if (!/^\+?[\d ()/.-]+$/.test(written)) return [];
  const digits = written.replaceAll(/\D/g, '');
  if (digits.length < minPhoneDigits) return [];
  const trunk = trunkPrefixOf(country);
  const fragments = [
    toInternationalDigits(written, country),
    digits,
    ...(written.startsWith('+') ? [] : [digits.replace(/^0+/, '')]),
    ...(trunk !== '' && digits.startsWith(trunk) ? [digits.slice(trunk.length)] : []),
  ];
  const long = fragments.filter((one) => one !== null && one.length >= minPhoneDigits);
  return [...new Set(long as string[])];
}

/** Whether the package knows numbers of this country. @param country ISO 3166 */
export function isPhoneCountry(country: string): boolean {
  return isSupportedCountry(country as CountryCode, metadata);
}

/** All extensions of a line are one contact. */
function withoutExtension(phone: string): string {
  return withoutTrunkZero(cleanPhone(phone)).replace(phoneExtension, '');
}

/** "+49 (0)151": the zero in brackets is dialled only within the country. */
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

/** No national number in a country with a trunk prefix has more digits. */
const longestNational = 11;

/**
 * Finds a number that begins with the code of its own country without "+": "49 151 23456789" in
 * Germany, "091 98765 43210" in India. The package reads the code as part of the number where its
 * rules permit numbers of that length.
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

/** Mexico dropped the 1 before mobile numbers, but people still write this 1. */
function withoutMobileMark(digits: string): string {
  return digits.replace(/^521(?=\d{10}$)/, '52');
}

/** The trunk prefix of a country, "0"; '' when there is none. */
function trunkPrefixOf(country: string | null): string {
  if (country === null || !isPhoneCountry(country)) return '';
  const known = new Metadata(metadata);
  known.selectNumberingPlan(country as CountryCode);
  // The package's types omit this method.
  const plan = known.numberingPlan as { nationalPrefix?(): string | null } | undefined;
  return plan?.nationalPrefix?.() ?? '';
}
