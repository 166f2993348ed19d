import type { DigitGroup, Joined } from './digit.groups.js';

const PHONE_LABEL = /(?:电话|手机|座机|联系方式|传真|whatsapp|wechat|微信|tel|telephone|phone|mobile|mob|cell|fax|tlf|telefon|mobil)(?:号码|号)?(?:是|为|no\.?|number|is)?[ \t]*[:=.]?[ \t]*\(?$/u;
const CODE_LABEL = /(?:序列号|机身号|编号|型号|单号|工单|批号|订单号?|合同号?|s\/n|sn|serial|model|order|ticket|batch|part|p\/n|no\.?)(?:码|number|no\.?)?[ \t]*[:=#.]?[ \t]*$/u;
const LABEL_LENGTH = 24;
/** Letters that may stand directly before a telephone number; any others make it part of a code, such as SN15012345678. */
const PHONE_PREFIX = /^(?:tel|telephone|phone|ph|mobile|mob|cell|fax|tlf|wx|vx|wechat|qq|v|t|m|id|at|is|to|on)$/u;

/** A word such as 电话 or tel: stands directly before. */
export function labelledAsPhone(text: string, start: number): boolean {
  return PHONE_LABEL.test(text.slice(Math.max(0, start - LABEL_LENGTH), start));
}

/** A word such as 序列号 or ticket stands directly before. */
export function labelledAsCode(text: string, start: number): boolean {
  return CODE_LABEL.test(text.slice(Math.max(0, start - LABEL_LENGTH), start));
}

/** The number is glued to letters, as in serial and model numbers. */
export function isPartOfCode(text: string, start: number, end: number): boolean {
  const before = /[a-z]{1,12}$/u.exec(text.slice(Math.max(0, start - 12), start))?.[0];
  if (before !== undefined && !PHONE_PREFIX.test(before)) return true;
  return /^(?:[a-z](?![a-z])|[a-z]+[0-9])/u.test(text.slice(end, end + 12));
}

/** Other groups hang on it by a dash or a dot, as in 4021-138-1234-5678. */
export function isPartOfChain(groups: readonly DigitGroup[], from: number, joined: Joined): boolean {
  if (joined.sizes.length < 2) return false;
  const before = groups[from - 1];
  const last = groups[from + joined.sizes.length - 1];
  return isTight(before) || isTight(last);
}

function isTight(group: DigitGroup | undefined): boolean {
  return group?.joinsNext === true && group.gapToNext.trim() !== '' && !/[/,、()]/u.test(group.gapToNext);
}
