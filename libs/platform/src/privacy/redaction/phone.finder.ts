import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { digitGroups, joinedFrom, type DigitGroup, type Joined } from './digit.groups.js';
import type { Finding } from './finding.js';
import { isPartOfChain, isPartOfCode, labelledAsCode, labelledAsPhone } from './number.context.js';

const MIN_DIGITS = 7;
const MAX_DIGITS = 17;
const CN_MOBILE = /^1[3-9]\d{9}$/;
const CN_LANDLINE = /^0(?:(?:10|2\d)[2-8]\d{7}|[3-9]\d{2}[2-8]\d{6,7})$/;
const AREA_CODE_SIZES: readonly number[] = [3, 4];
/** How people group the eleven digits. Dates with a serial (4-2-2-3) are not among them. */
const MOBILE_SHAPES = new Set(['11', '3-4-4', '3-8', '7-4', '4-4-3', '4-3-4', '3-3-5', '5-6', '6-5', '1-10', '3-2-2-2-2', '3-4-2-2', '2-3-3-3', '3-3-3-2', '3-2-3-3', '1-1-1-1-1-1-1-1-1-1-1']);
/** YYYYMMDD and YYYYMM with a serial. */
const TICKET_NUMBER = /^20\d{2}(?:0[1-9]|1[0-2])\d{3,}$/;

type Rule = (joined: Joined, place: Place) => boolean;

/** Where a candidate begins. */
interface Place {
  readonly text: string;
  readonly groups: readonly DigitGroup[];
  readonly from: number;
  readonly known: ReadonlySet<string>;
  readonly afterPlus: boolean;
  readonly labelled: boolean;
}

/**
 * Telephone numbers in a folded text: Chinese mobiles and landlines in all groupings, with and without +86, 0086 or 86;
 * numbers of any country after + or 00; numbers after a word such as 电话; and the `known` ones (digits) wherever they stand.
 */
export function findPhones(text: string, known: ReadonlySet<string>): readonly Finding[] {
  const groups = digitGroups(text);
  const found: Finding[] = [];
  for (let from = 0; from < groups.length; ) {
    const phone = phoneAt(text, groups, from, known);
    if (phone === undefined) from += 1;
    else {
      found.push({ kind: 'phone', start: withPrefix(text, phone.start), end: phone.end });
      from += phone.sizes.length;
    }
  }
  return found;
}

const rules: readonly Rule[] = [isKnown, isInternational, isMobile, isLandline, isLabelled];

function phoneAt(text: string, groups: readonly DigitGroup[], from: number, known: ReadonlySet<string>): Joined | undefined {
  const longestFirst = joinedFrom(groups, from, MAX_DIGITS).filter(({ digits }) => digits.length >= MIN_DIGITS).toReversed();
  const start = longestFirst[0]?.start;
  if (start === undefined) return undefined;
  const place: Place = { text, groups, from, known, afterPlus: isAfterPlus(text, start), labelled: labelledAsPhone(text, start) };
  for (const rule of rules) {
    const found = longestFirst.find((joined) => rule(joined, place));
    if (found !== undefined) return found;
  }
  return undefined;
}

function isKnown(joined: Joined, { known }: Place): boolean {
  return known.has(joined.digits);
}

function isInternational(joined: Joined, { text, afterPlus }: Place): boolean {
  const number = afterPlus ? joined.digits : /^00[1-9]/.test(joined.digits) ? joined.digits.slice(2) : '';
  if (number.length < 8 || number.length > 15 || isPartOfCode(text, joined.start, joined.end)) return false;
  const parsed = parsePhoneNumberFromString(`+${number.replace(/^860/, '86')}`);
  return parsed !== undefined && (parsed.isValid() || (afterPlus && parsed.isPossible()) || /^861[3-9]\d{9}$/.test(number));
}

function isMobile(joined: Joined, { text, groups, from }: Place): boolean {
  const national = withoutCountry(joined);
  if (national === undefined || !CN_MOBILE.test(national.digits)) return false;
  const oneGap = new Set(national.gaps).size <= 1;
  if (!oneGap || !MOBILE_SHAPES.has(national.sizes.join('-'))) return false;
  return !isPartOfCode(text, joined.start, joined.end) && !isPartOfChain(groups, from, joined);
}

function isLandline(joined: Joined, { text, groups, from }: Place): boolean {
  if (!CN_LANDLINE.test(joined.digits) || joined.sizes.length > 4) return false;
  const wholeOrArea = joined.sizes.length === 1 || AREA_CODE_SIZES.includes(joined.sizes[0] ?? 0);
  if (!wholeOrArea || labelledAsCode(text, joined.start)) return false;
  return !isPartOfCode(text, joined.start, joined.end) && !(joined.sizes.length > 1 && isPartOfChainBefore(groups, from));
}

function isLabelled(joined: Joined, { labelled }: Place): boolean {
  return labelled && joined.digits.length <= 12 && !TICKET_NUMBER.test(joined.digits);
}

function isAfterPlus(text: string, start: number): boolean {
  return /\+[ \t]?\(?$/.test(text.slice(Math.max(0, start - 3), start));
}

// A landline may be followed by -801, its extension; only what stands before makes it part of something else.
function isPartOfChainBefore(groups: readonly DigitGroup[], from: number): boolean {
  const before = groups[from - 1];
  return before?.joinsNext === true && /[-.]/.test(before.gapToNext);
}

/** The national part after 86 or 0086, which may be a group of its own or stand in the first group. */
function withoutCountry(joined: Joined): Joined | undefined {
  const country = /^(?:00)?86(?=1[3-9])/.exec(joined.digits)?.[0];
  if (joined.digits.length === 11) return joined;
  const [first = 0, ...rest] = joined.sizes;
  if (country === undefined || first < country.length) return undefined;
  const digits = joined.digits.slice(country.length);
  if (first === country.length) return { ...joined, digits, sizes: rest, gaps: joined.gaps.slice(1) };
  return { ...joined, digits, sizes: [first - country.length, ...rest] };
}

/** The plus sign and an opening bracket belong to the number. */
function withPrefix(text: string, start: number): number {
  const prefix = /(?:\([ \t]?)?\+[ \t]?\(?$|\($/.exec(text.slice(Math.max(0, start - 4), start))?.[0] ?? '';
  return start - prefix.length;
}
