import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { doorOf } from '../display/address.parts.js';
import { normalisePhone } from '../lookup/normalise.js';
import { findAll, type Finding } from './finding.js';
import { foldText } from './folded.text.js';

const MAX_LENGTH = 200;
const HAN = /\p{Script=Han}/u;
/** What makes a word longer. Chinese characters do not: 我是Ola，… has no space before the name. */
const LETTER = '[\\p{Script=Latin}\\p{Script=Cyrillic}\\p{Script=Greek}\\p{M}]';
const TITLES = '(?:先生|女士|小姐|太太|师傅|老师|经理)';

/** The ticket's known names in a folded text: spaced, in either order, and Chinese surnames with a title. */
export function findNames(text: string, names: readonly string[]): readonly Finding[] {
  return names.flatMap((name) => namePatterns(foldText(name).text.trim())).flatMap((pattern) => findAll(pattern, text, 'name'));
}

/** The ticket's known addresses: whole, or only the part that finds the door; spaces and punctuation do not matter. */
export function findAddresses(text: string, addresses: readonly string[]): readonly Finding[] {
  const spellings = addresses.map((address) => foldText(address).text).flatMap((address) => [address, ...doorOf(address)]);
  return spellings.map(addressPattern).flatMap((pattern) => (pattern === undefined ? [] : findAll(pattern, text, 'address')));
}

export function findKnownEmails(text: string, emails: readonly string[]): readonly Finding[] {
  return emails
    .map((email) => foldText(email).text.replace(/\s/g, ''))
    .filter((email) => email.length > 3)
    .flatMap((email) => findAll(new RegExp(spaced([...email], '[ \\t]?'), 'gu'), text, 'email'));
}

/** The digits of known numbers as they may be dialled: with and without country code and trunk zero. */
export function dialledForms(phones: readonly string[]): ReadonlySet<string> {
  return new Set(phones.flatMap(formsOf).filter((form) => form.length >= 5));
}

function formsOf(phone: string): readonly string[] {
  const number = normalisePhone(phone);
  const parsed = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined;
  if (parsed === undefined) return [number];
  const { countryCallingCode: country, nationalNumber: national } = parsed;
  return [national, `0${national}`, `${country}${national}`, `00${country}${national}`, `${country}0${national}`, `00${country}0${national}`];
}

function namePatterns(name: string): readonly RegExp[] {
  if (HAN.test(name)) return hanPatterns([...name.replace(/\s/g, '')].slice(0, MAX_LENGTH));
  const words = name.split(/[\s,]+/u).filter((word) => word !== '').map((word) => escape(word.slice(0, MAX_LENGTH)));
  if (words.join('').length < 2) return [];
  const orders = words.length > 1 ? [words, words.toReversed(), [words.at(-1) ?? '', ...words.slice(0, -1)]] : [words];
  return orders.map((order) => new RegExp(`(?<!${LETTER})${order.join('[\\s.,·_-]{0,3}')}(?!${LETTER})`, 'gu'));
}

function hanPatterns(characters: readonly string[]): readonly RegExp[] {
  if (characters.length < 2) return [];
  const surname = characters.length > 3 ? characters.slice(0, 2).join('') : (characters[0] ?? '');
  return [new RegExp(spaced(characters, '[\\s·]{0,2}'), 'gu'), new RegExp(`${escape(surname)}${TITLES}`, 'gu')];
}

function addressPattern(address: string): RegExp | undefined {
  const characters = [...address.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, MAX_LENGTH);
  if (characters.length < 4) return undefined;
  const [before, after] = [guard(characters[0], '<!'), guard(characters.at(-1), '!')];
  return new RegExp(`${before}${spaced(characters, '[\\s,、.()#_-]{0,3}')}${after}`, 'gu');
}

/** A Latin word or a number does not end inside another one; Chinese has no such edges. */
function guard(edge: string | undefined, look: '<!' | '!'): string {
  return edge === undefined || HAN.test(edge) ? '' : /\p{N}/u.test(edge) ? `(?${look}\\p{N})` : `(?${look}${LETTER})`;
}

function spaced(characters: readonly string[], gap: string): string {
  return characters.map(escape).join(gap);
}

function escape(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
