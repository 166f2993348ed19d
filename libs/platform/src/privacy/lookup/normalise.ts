import { parsePhoneNumberFromString, type CountryCode } from 'libphonenumber-js';

/** Kinds of values that are looked up exactly. */
export type LookupKind = 'phone' | 'email' | 'name' | 'id-number';

const INVISIBLE = /[\u00ad\u200b-\u200f\u2060\ufeff]/g;
const HAN = /\p{Script=Han}/u;

/** One form for all spellings of a number: E.164 where it is a telephone number (`country` for those without a country code), else its digits. */
export function normalisePhone(phone: string, country: CountryCode = 'CN'): string {
  const dialled = fold(phone).replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  const parsed = parsePhoneNumberFromString(withPlus(dialled), country);
  return parsed?.isPossible() === true ? parsed.number : dialled.replace(/\D/g, '');
}

export function normaliseEmail(email: string): string {
  return fold(email).replace(/\s/g, '').toLowerCase();
}

/** Case and spaces do not matter; Chinese names have no spaces. */
export function normaliseName(name: string): string {
  const folded = fold(name).toLowerCase().replace(/\s+/g, ' ').trim();
  return HAN.test(folded) ? folded.replace(/ /g, '') : folded;
}

export function normaliseIdNumber(idNumber: string): string {
  return fold(idNumber).replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
}

export function normalise(kind: LookupKind, value: string, country?: CountryCode): string {
  switch (kind) {
    case 'phone':
      return normalisePhone(value, country);
    case 'email':
      return normaliseEmail(value);
    case 'name':
      return normaliseName(value);
    case 'id-number':
      return normaliseIdNumber(value);
  }
}

function fold(value: string): string {
  return value.normalize('NFKC').replace(INVISIBLE, '');
}

// 00 is the international prefix in China and Norway; libphonenumber knows it only where the country does.
function withPlus(dialled: string): string {
  if (dialled.startsWith('00')) return `+${dialled.slice(2)}`;
  return /^86(1[3-9]\d{9})$/.test(dialled) ? `+${dialled}` : dialled;
}
