import { parsePhoneNumberFromString } from 'libphonenumber-js';
import { normalisePhone } from '../lookup/normalise.js';
import { regionOf } from './address.parts.js';

/*
 * What lists and boards show of personal data [A11-5][C17]. One way only: nothing here can be turned back.
 */

const COMPOUND_SURNAMES = new Set(
  '欧阳 司马 上官 诸葛 司徒 东方 独孤 南宫 夏侯 皇甫 尉迟 公孙 慕容 令狐 长孙 宇文 轩辕 端木 百里 申屠 太史 澹台 闻人 赫连 钟离 司空 西门 呼延 万俟 公冶 濮阳 淳于 单于 鲜于 第五'.split(' '),
);
const HAN = /^\p{Script=Han}/u;
const HIDDEN = '****';

/** 张伟 → 张*, 欧阳娜娜 → 欧阳**, John Smith → J*** S****. A name of one character is hidden whole. */
export function maskName(name: string): string {
  const words = name.normalize('NFKC').trim().split(/\s+/u);
  return words.map(maskWord).join(' ');
}

/** +86 138 0013 1234 → 138****1234, 0571-88886666 → 0571****6666, +47 912 34 567 → +47******67. */
export function maskPhone(phone: string): string {
  const number = normalisePhone(phone);
  const parsed = number.startsWith('+') ? parsePhoneNumberFromString(number) : undefined;
  if (parsed === undefined) return maskMiddle(number, 0, number.length > 6 ? 2 : 0);
  if (parsed.countryCallingCode !== '86') return `+${parsed.countryCallingCode}${maskMiddle(parsed.nationalNumber, 0, 2)}`;
  if (/^1\d{10}$/.test(parsed.nationalNumber)) return maskMiddle(parsed.nationalNumber, 3, 4);
  const area = /^(?:10|2\d)/.test(parsed.nationalNumber) ? 3 : 4;
  return maskMiddle(`0${parsed.nationalNumber}`, area, 4);
}

/** zhang.wei@example.com → z***@example.com. */
export function maskEmail(email: string): string {
  const folded = email.normalize('NFKC').trim();
  const at = folded.lastIndexOf('@');
  return at < 1 ? HIDDEN : `${first(folded)}***${folded.slice(at)}`;
}

/** 浙江省杭州市西湖区文三路478号 → 浙江省杭州市****: no more than province and city, or the last part of another address. */
export function maskAddress(address: string): string {
  const folded = address.normalize('NFKC');
  const region = regionOf(folded);
  if (region === '') return HIDDEN;
  return HAN.test(region) ? `${region}${HIDDEN}` : `${HIDDEN}, ${region}`;
}

/** 33010619900101123X → 33**************3X. */
export function maskIdNumber(idNumber: string): string {
  const folded = idNumber.normalize('NFKC').replace(/[^\p{L}\p{N}]/gu, '').toUpperCase();
  return folded.length < 8 ? HIDDEN : maskMiddle(folded, 2, 2);
}

function maskWord(word: string): string {
  const characters = [...word];
  const surname = COMPOUND_SURNAMES.has(characters.slice(0, 2).join('')) && characters.length > 2 ? 2 : 1;
  const shown = characters.length === 1 ? 0 : HAN.test(word) ? surname : 1;
  return characters.map((character, index) => (index < shown || character === '·' ? character : '*')).join('');
}

function maskMiddle(text: string, start: number, end: number): string {
  return text.slice(0, start) + '*'.repeat(Math.max(4, text.length - start - end)) + text.slice(Math.max(start, text.length - end));
}

function first(text: string): string {
  return [...text][0] ?? '';
}
