const PROVINCE =
  '(?:北京|上海|天津|重庆)市?|(?:河北|山西|辽宁|吉林|黑龙江|江苏|浙江|安徽|福建|江西|山东|河南|湖北|湖南|广东|海南|四川|贵州|云南|陕西|甘肃|青海|台湾)省?' +
  '|内蒙古(?:自治区)?|广西(?:壮族)?(?:自治区)?|西藏(?:自治区)?|宁夏(?:回族)?(?:自治区)?|新疆(?:维吾尔)?(?:自治区)?|(?:香港|澳门)(?:特别行政区)?';
const CITY = '[^路街道号区县镇乡村楼室\\d\\s]{2,8}?(?:市|自治州|地区|盟)';
const DISTRICT = '[^路街道号镇乡村楼室\\d\\s]{1,7}?(?:新区|区|县|旗)';

const REGION = new RegExp(`^(?:${PROVINCE})?\\s*(?:${CITY})?`, 'u');
const REGION_AND_DISTRICT = new RegExp(`^(?:${PROVINCE})?\\s*(?:${CITY})?\\s*(?:${DISTRICT})?`, 'u');
const HAN = /\p{Script=Han}/u;

/** Province and city of a Chinese address, or the last part (town or country) of another; empty when it names none. */
export function regionOf(address: string): string {
  if (HAN.test(address)) return REGION.exec(address.trim())?.[0].trim() ?? '';
  const parts = address.split(',').map((part) => part.trim());
  const last = parts.length > 1 ? (parts.at(-1) ?? '') : '';
  const town = last.replace(/\b[A-Z]{0,2}-?\d{4,6}\b/i, '').trim();
  return /\d/.test(town) ? '' : town;
}

/** What finds the door: the address without province, city and district, or the parts of another that carry a number. */
export function doorOf(address: string): readonly string[] {
  const trimmed = address.trim();
  if (HAN.test(trimmed)) return [trimmed.replace(REGION_AND_DISTRICT, '').trim()];
  return trimmed.split(',').map((part) => part.trim()).filter((part) => /\d/.test(part) && /\p{L}{3}/u.test(part));
}
